package comms

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Document points at a document that the host keeps. No content is stored
// here.
type Document struct {
	URI     string `json:"uri"`             // where it is
	Digest  string `json:"digest"`          // of its content, such as "sha256:..."
	Version int    `json:"version"`         // 1 for the first
	Class   string `json:"class,omitempty"` // access class, in the host's words
	Owner   string `json:"owner,omitempty"` // actor id
}

// Ref points at the document in a finding.
func (d Document) Ref() finding.Ref { return finding.Ref{Kind: "document", ID: d.URI} }

// Sighting is what the host found at a URI.
type Sighting struct {
	URI    string
	Digest string // "" if there is nothing
}

// CheckDocuments compares documents with what the host found of them: another
// digest is a new version that the record does not know, nothing found is a
// broken reference. A document that was not looked for is not reported; of
// several sightings of one URI the last counts. The list is sorted.
func CheckDocuments(known []Document, seen []Sighting) []finding.Finding {
	var c checker
	found := map[string]Sighting{}
	for _, s := range seen {
		found[s.URI] = s
	}
	for _, d := range newest(known) {
		s, looked := found[d.URI]
		switch {
		case !looked:
		case s.Digest == "":
			c.block(CodeDocumentBroken, d.Ref(), finding.Text(d.Digest), nothing, RemedyMendDocument)
		case s.Digest != d.Digest:
			c.warn(CodeDocumentChanged, d.Ref(), finding.Text(d.Digest), finding.Text(s.Digest), RemedyTakeVersion)
		}
	}
	return c.sorted()
}

// Renewed returns the document after a sighting: the next version where the
// digest changed, the same where it did not or nothing was found. A sighting of
// another URI changes nothing.
func (d Document) Renewed(s Sighting) Document {
	if s.URI == d.URI && s.Digest != "" && s.Digest != d.Digest {
		d.Digest = s.Digest
		d.Version++
	}
	return d
}

// newest keeps the highest version of each URI, by URI.
func newest(list []Document) []Document {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Document) int {
		if a.URI != b.URI {
			return strings.Compare(a.URI, b.URI)
		}
		return b.Version - a.Version
	})
	return slices.CompactFunc(list, func(a, b Document) bool { return a.URI == b.URI })
}

// documents checks the references attached to a record.
func (c *checker) documents(at finding.Ref, list []Document) {
	for _, d := range list {
		if blank(d.URI) || blank(d.Digest) || d.Version < 1 {
			c.block(CodeDocumentIncomplete, field(at, "documents"), nothing, finding.Text(d.URI), RemedyMendDocument)
		}
	}
}
