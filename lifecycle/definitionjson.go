package lifecycle

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// maxDefinition is how many bytes of JSON a definition may have.
const maxDefinition = 4 << 20

// LoadDefinition reads a definition from JSON. It is strict: a field it does
// not know, a field that comes twice and a value of another type are faults,
// as is everything that [Spec.Check] reports. All faults come together in one
// [*finding.Error], each with its place in the data and, in Related, its line.
// It reads at most 4 MiB. Errors of r are returned wrapped.
func LoadDefinition(r io.Reader) (*Definition, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxDefinition+1))
	if err != nil {
		return nil, fmt.Errorf("lifecycle: load definition: %w", err)
	}
	spec, found := readSpec(data)
	if err := finding.AsError("lifecycle: load definition", found); err != nil {
		return nil, err
	}
	return Define(spec)
}

// Save writes the definition as JSON with indentation, in the order of its
// data. [LoadDefinition] reads it back to an equal definition.
func (d *Definition) Save(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d.spec); err != nil {
		return fmt.Errorf("lifecycle: save definition: %w", err)
	}
	return nil
}

// specReader reads a tree into a Spec and collects every fault.
type specReader struct {
	data  []byte
	ends  []int          // offsets of the newlines
	lines map[string]int // line of each place that was read
	found []finding.Finding
}

// readSpec reads the data and checks what it read.
func readSpec(data []byte) (Spec, []finding.Finding) {
	r := specReader{data: data, ends: lineEnds(data), lines: map[string]int{}}
	if len(data) > maxDefinition {
		r.fault(CodeDefinitionTooLarge, "", 0, finding.Number(maxDefinition, "byte"), finding.Value{})
		return Spec{}, r.found
	}
	if !utf8.Valid(data) {
		r.fault(CodeDefinitionBadText, "", 0, finding.Value{}, finding.Value{})
		return Spec{}, r.found
	}
	root, offset, err := readTree(data)
	if err != nil {
		r.fault(CodeDefinitionSyntax, "", offset, finding.Value{}, finding.Text(shorten(syntaxText(err))))
		return Spec{}, r.found
	}
	spec := r.spec(root)
	for _, f := range spec.Check() {
		f.Related = r.line(f.Subject.Field)
		r.found = append(r.found, f)
	}
	for i := range r.found {
		r.found[i].Subject.ID = shorten(string(spec.ID))
	}
	finding.Sort(r.found)
	return spec, r.found
}

func syntaxText(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "unexpected end"
	}
	return err.Error()
}

// line returns the line of a place, or of the nearest thing around it.
func (r *specReader) line(place string) []finding.Ref {
	for {
		if line, ok := r.lines[place]; ok {
			return []finding.Ref{{Kind: "line", ID: strconv.Itoa(line)}}
		}
		if place == "" {
			return nil
		}
		place = place[:max(strings.LastIndexAny(place, ".["), 0)]
	}
}

// lineAt returns the line, counted from 1, in which an offset stands.
func (r *specReader) lineAt(offset int) int {
	line, _ := slices.BinarySearch(r.ends, offset)
	return line + 1
}

// fault notes a fault in the JSON, up to a thousand.
func (r *specReader) fault(code finding.Code, place string, offset int, want, got finding.Value) {
	if len(r.found) == maxFaults {
		return
	}
	r.found = append(r.found, finding.Finding{
		Code: code, Subject: finding.Ref{Kind: "definition", Field: place}, Want: want, Got: got, Remedy: RemedyMendDefinition,
		Related: []finding.Ref{{Kind: "line", ID: strconv.Itoa(r.lineAt(offset))}},
	})
}

// is checks the type of a node and remembers its place.
func (r *specReader) is(n *node, place string, kind byte, want string) bool {
	r.lines[place] = r.lineAt(n.end)
	if n.kind == '{' || n.kind == '[' {
		r.lines[place] = r.lineAt(n.start)
	}
	if n.kind == kind {
		return true
	}
	types := map[byte]string{'{': "object", '[': "list", '"': "text", '0': "number", 'b': "bool", 'n': "null"}
	r.fault(CodeDefinitionWrongType, place, n.end, finding.Text(want), finding.Text(types[n.kind]))
	return false
}

// object reads the fields of an object by the readers given, one for each name.
func (r *specReader) object(n *node, place string, readers map[string]func(*node, string)) {
	if !r.is(n, place, '{', "object") {
		return
	}
	seen := map[string]bool{}
	for _, f := range n.fields {
		at := strings.TrimPrefix(place+"."+f.name, ".")
		read, ok := readers[f.name]
		switch {
		case !ok:
			r.fault(CodeDefinitionUnknownField, shorten(at), f.value.end, finding.Value{}, finding.Text(shorten(f.name)))
		case seen[f.name]:
			r.fault(CodeDefinitionDuplicate, at, f.value.end, finding.Value{}, finding.Text(f.name))
		default:
			read(f.value, at)
		}
		seen[f.name] = true
	}
}

// text returns a reader of a text into a place.
func text[N ~string](r *specReader, into *N) func(*node, string) {
	return func(n *node, place string) {
		if r.is(n, place, '"', "text") {
			*into = N(n.text)
		}
	}
}

// whole returns a reader of a whole number into a place.
func whole[N int | int64](r *specReader, into *N) func(*node, string) {
	return func(n *node, place string) {
		if !r.is(n, place, '0', "number") {
			return
		}
		value, err := strconv.ParseInt(n.text, 10, 32)
		if err != nil {
			r.fault(CodeDefinitionBadNumber, place, n.end, finding.Value{}, finding.Text(shorten(n.text)))
		}
		*into = N(value)
	}
}

func (r *specReader) truth(into *bool) func(*node, string) {
	return func(n *node, place string) {
		if r.is(n, place, 'b', "bool") {
			*into = n.text == "true"
		}
	}
}

// list returns a reader of a list, each item by the reader that one returns.
func list[T any](r *specReader, into *[]T, one func(*T) func(*node, string)) func(*node, string) {
	return func(n *node, place string) {
		if !r.is(n, place, '[', "list") {
			return
		}
		if len(n.items) > maxParts {
			r.fault(CodeDefinitionTooLarge, place, n.start, finding.Number(maxParts, ""), finding.Number(int64(len(n.items)), ""))
			return
		}
		*into = make([]T, len(n.items))
		for i, item := range n.items {
			one(&(*into)[i])(item, fmt.Sprintf("%s[%d]", place, i))
		}
	}
}

func texts[N ~string](r *specReader, into *[]N) func(*node, string) {
	return list(r, into, func(item *N) func(*node, string) { return text(r, item) })
}

type readers = map[string]func(*node, string)

// objects returns a reader of a list of objects with the fields that parts gives.
func objects[T any](r *specReader, into *[]T, parts func(*T) readers) func(*node, string) {
	return list(r, into, func(item *T) func(*node, string) {
		return func(n *node, place string) { r.object(n, place, parts(item)) }
	})
}

func (r *specReader) spec(n *node) Spec {
	var s Spec
	r.object(n, "", readers{
		"id": text(r, &s.ID), "version": whole(r, &s.Version), "start": text(r, &s.Start), "roles": texts(r, &s.Roles),
		"phases": objects(r, &s.Phases, r.phase), "facts": objects(r, &s.Facts, r.fact),
		"gates": objects(r, &s.Gates, r.gate), "moves": objects(r, &s.Moves, r.move),
	})
	return s
}

func (r *specReader) phase(p *Phase) readers {
	return readers{
		"id": text(r, &p.ID), "kind": text(r, &p.Kind), "beside": texts(r, &p.Beside), "by": texts(r, &p.By),
		"limit_min": whole(r, &p.LimitMin), "count_paused": r.truth(&p.CountPaused),
		"steps": objects(r, &p.Steps, func(s *PhaseStep) readers {
			return readers{"id": text(r, &s.ID), "next": texts(r, &s.Next)}
		}),
	}
}

func (r *specReader) fact(f *FactSpec) readers {
	return readers{
		"name": text(r, &f.Name), "kind": text(r, &f.Kind), "unit": text(r, &f.Unit),
		"max_age_min": whole(r, &f.MaxAgeMin), "by": texts(r, &f.By), "remedy": text(r, &f.Remedy),
	}
}

func (r *specReader) gate(g *Gate) readers {
	return readers{
		"id":             text(r, &g.ID),
		"criteria":       objects(r, &g.Criteria, r.criterion),
		"approvals":      objects(r, &g.Approvals, r.quorum),
		"one_role_each":  r.truth(&g.OneRoleEach),
		"not_proposer":   r.truth(&g.NotProposer),
		"deciders":       texts(r, &g.Deciders),
		"apart":          list(r, &g.Apart, func(group *[]Role) func(*node, string) { return texts(r, group) }),
		"override":       texts(r, &g.Override),
		"override_veto":  r.truth(&g.OverrideVeto),
		"items_disposed": r.truth(&g.ItemsDisposed), "limit_min": whole(r, &g.LimitMin),
	}
}

func (r *specReader) quorum(q *Quorum) readers {
	return readers{
		"role": text(r, &q.Role), "count": whole(r, &q.Count), "veto": r.truth(&q.Veto), "valid_min": whole(r, &q.ValidMin),
	}
}

func (r *specReader) criterion(c *Criterion) readers {
	return readers{
		"conditional": r.truth(&c.Conditional),
		"fact":        text(r, &c.Fact), "op": text(r, &c.Op), "max_age_min": whole(r, &c.MaxAgeMin),
		"want": func(n *node, place string) {
			if !r.is(n, place, '{', "object") {
				return
			}
			if err := json.Unmarshal(r.data[n.start:n.end], &c.Want); err != nil {
				r.fault(CodeDefinitionBadWant, place, n.start, finding.Value{}, finding.Text(shorten(err.Error())))
			}
		},
	}
}

func (r *specReader) move(m *Move) readers {
	return readers{
		"id": text(r, &m.ID), "kind": text(r, &m.Kind), "from": texts(r, &m.From), "to": text(r, &m.To),
		"gate": text(r, &m.Gate), "by": texts(r, &m.By), "needs_reason": r.truth(&m.NeedsReason),
		"cap": whole(r, &m.Cap), "beyond_cap": texts(r, &m.BeyondCap), "outcomes": texts(r, &m.Outcomes),
	}
}
