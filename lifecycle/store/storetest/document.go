package storetest

import (
	"fmt"
	"maps"
	"slices"
)

// Doc is the document that the kit stores. It has the shapes that go wrong:
// text, a list, a map and a pointer.
type Doc struct {
	Title  string           `json:"title"`
	Tags   []string         `json:"tags"`
	Counts map[string]int64 `json:"counts"`
	Next   *Doc             `json:"next"`
}

// Clone returns a copy that shares nothing with d, for stores that take a
// function to copy with.
func (d Doc) Clone() Doc {
	d.Tags, d.Counts = slices.Clone(d.Tags), maps.Clone(d.Counts)
	if d.Next != nil {
		next := d.Next.Clone()
		d.Next = &next
	}
	return d
}

// Equal reports whether both documents say the same. An empty list or map
// equals a missing one.
func (d Doc) Equal(other Doc) bool {
	if d.Title != other.Title || !slices.Equal(d.Tags, other.Tags) || !maps.Equal(d.Counts, other.Counts) {
		return false
	}
	if d.Next == nil || other.Next == nil {
		return d.Next == other.Next
	}
	return d.Next.Equal(*other.Next)
}

// String returns the document on one line, long titles cut.
func (d Doc) String() string {
	return fmt.Sprintf("%.60q %.60q %v next %v", d.Title, d.Tags, d.Counts, d.Next)
}

// sample returns a document in which every field is used.
func sample(title string) Doc {
	return Doc{
		Title: title, Tags: []string{"a", "b", "c"}, Counts: map[string]int64{"x": 1, "y": -2},
		Next: &Doc{Title: "next of " + title, Tags: []string{"d"}},
	}
}

// scribble writes over everything a document refers to.
func scribble(d Doc) {
	for i := range d.Tags {
		d.Tags[i] = "scribbled"
	}
	for key := range d.Counts {
		d.Counts[key] = 99
	}
	if d.Counts != nil {
		d.Counts["scribbled"] = 1
	}
	if d.Next != nil {
		d.Next.Title = "scribbled"
		scribble(*d.Next)
	}
}
