package trello

import (
	"io"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/schedule"
)

// Document is a file as it stands. [Document.Plan] takes a plan out of it.
type Document struct {
	Shape Shape
	Board Board
	notes noter
}

// Notes returns what was odd about the file itself: names that occur twice,
// values of another type than Trello's, bytes that are no UTF-8. Their subject
// is a "value" with the JSON pointer as id. The caller owns the slice.
func (d *Document) Notes() []schedule.LossNote { return slices.Clone(d.notes.list) }

// Parse reads a file: the export of a board or of a card, or an answer of the
// API with one thing or a list of them. Errors are [*Error] and those of the
// reader.
func Parse(r io.Reader, o Options) (*Document, error) {
	limits := o.Limits.withDefaults()
	t, err := readTree(r, limits)
	if err != nil {
		return nil, err
	}
	k := &taker{tree: t, doc: &Document{notes: noter{limit: limits.Notes}}, limit: limits.Things}
	k.noteText()
	shape, ok := k.shape()
	if !ok {
		return nil, &Error{ErrData, 0, "neither a board nor a part of one"}
	}
	k.doc.Shape = shape
	k.take(shape)
	k.settle()
	if k.things > k.limit {
		return nil, &Error{ErrLimit, k.over, "more things than allowed"}
	}
	return k.doc, nil
}

// noteText notes what is odd about the text of the file.
func (k *taker) noteText() {
	if k.badAt >= 0 {
		k.doc.notes.note(CodeNotUTF8, "file", "", "byte", strconv.Itoa(k.badAt))
	}
	for _, i := range k.twice {
		k.doc.notes.note(CodeDuplicateKey, "value", k.pointer(int(i)), "", k.raw(int(i)))
	}
}

// shape says what the file is by the names it has.
func (k *taker) shape() (Shape, bool) {
	top := &k.values[0]
	switch {
	case top.kind == listValue && top.next == 1:
		return CardList, true
	case top.kind == listValue:
		return k.listShape(1)
	case top.kind == objectValue:
		return k.objectShape(0)
	}
	return 0, false
}

func (k *taker) listShape(first int) (Shape, bool) {
	has := k.has(first)
	switch {
	case has("data") && has("type"):
		return ActionList, true
	case has("checkItems"):
		return ChecklistList, true
	case has("idList") || has("idChecklists") || has("idMembers"):
		return CardList, true
	case has("fieldGroup") || has("modelType") || has("idModel"):
		return FieldList, true
	case has("fullName") || has("username"):
		return MemberList, true
	case has("color") && !has("pos"):
		return LabelList, true
	case has("name") && (has("pos") || has("closed")):
		return ListList, true
	}
	return 0, false
}

func (k *taker) objectShape(at int) (Shape, bool) {
	has := k.has(at)
	switch {
	case has("model") && has("action"):
		return EventShape, true
	case has("lists") || has("cards") || has("prefs") || has("memberships"):
		return BoardShape, true
	case has("checkItems"):
		return ChecklistShape, true
	case has("idList") || has("idChecklists") || has("idShort") || has("dueComplete") || has("due"):
		return CardShape, true
	case has("name") && (has("actions") || has("desc") || has("labelNames") || has("idOrganization") || has("shortLink") || has("closed")):
		return BoardShape, true
	}
	return 0, false
}

func (k *taker) has(at int) func(name string) bool {
	return func(name string) bool {
		_, ok := k.find(at, name)
		return ok
	}
}
