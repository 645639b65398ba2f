package phrase

import (
	"slices"
	"strings"
)

// slots are the names that may stand between braces. The slots ending in "_word" are
// for values that are stable words of a room, such as "threat", and may be
// translated; every other text is shown as it is.
var slots = []string{"count", "field", "got", "got_word", "id", "kind", "place", "related", "subject", "want", "want_word"}

// piece is a literal or a slot of a template. Pieces between square brackets
// share the number of their group; 0 is outside.
type piece struct {
	literal string
	slot    string
	group   int
}

// parse cuts a template into pieces. It reports false for a brace or bracket
// that is not closed, brackets inside brackets, and a slot that does not
// exist.
func parse(template string) ([]piece, bool) {
	var pieces []piece
	group, groups := 0, 0
	for template != "" {
		at := strings.IndexAny(template, "{[]}")
		if at < 0 {
			at = len(template)
		}
		if at > 0 {
			pieces = append(pieces, piece{literal: template[:at], group: group})
			template = template[at:]
			continue
		}
		switch template[0] {
		case '[':
			if group != 0 {
				return nil, false
			}
			groups++
			group, template = groups, template[1:]
		case ']':
			if group == 0 {
				return nil, false
			}
			group, template = 0, template[1:]
		case '{':
			name, rest, closed := strings.Cut(template[1:], "}")
			if !closed || !slices.Contains(slots, name) {
				return nil, false
			}
			pieces, template = append(pieces, piece{slot: name, group: group}), rest
		default:
			return nil, false
		}
	}
	return pieces, group == 0
}

// slotsOf returns the names of the slots in use, sorted, each once.
func slotsOf(pieces []piece) []string {
	var names []string
	for _, p := range pieces {
		if p.slot != "" {
			names = append(names, p.slot)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fill puts values into the slots and leaves out the groups with an empty one.
// The join decides what comes between two neighbours, and is told whether both
// are slots.
func fill(pieces []piece, value func(slot string, first bool) string, join func(before, after string, slots bool) string) string {
	values := make([]string, len(pieces))
	dropped := map[int]bool{}
	begun := false
	for i, p := range pieces {
		values[i] = p.literal
		if p.slot != "" {
			values[i] = value(p.slot, !begun)
			if values[i] == "" && p.group > 0 {
				dropped[p.group] = true
			}
		}
		begun = begun || values[i] != ""
	}
	out, slot := "", false
	for i, p := range pieces {
		if !dropped[p.group] && values[i] != "" {
			out += join(out, values[i], slot && p.slot != "") + values[i]
			slot = p.slot != ""
		}
	}
	return out
}
