package comms

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checker collects findings.
type checker struct{ list []finding.Finding }

func (c *checker) block(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	c.list = append(c.list, finding.Finding{Code: code, Subject: at, Want: want, Got: got, Remedy: remedy, Related: related})
}

func (c *checker) warn(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	c.list = append(c.list, finding.Finding{Code: code, Severity: finding.Warn, Subject: at, Want: want, Got: got, Remedy: remedy, Related: related})
}

func (c *checker) sorted() []finding.Finding {
	finding.Sort(c.list)
	return c.list
}

// nothing is the value of a finding that has nothing to state.
var nothing = finding.Value{}

// id wants an id, and each only once.
func (c *checker) id(at finding.Ref, id string, seen map[string]bool) {
	switch {
	case blank(id):
		c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
	case seen[id]:
		c.block(CodeDuplicateID, at, nothing, finding.Text(id), RemedyUniqueID)
	}
	seen[id] = true
}

// party wants somebody of a known kind.
func (c *checker) party(at finding.Ref, p Party) {
	if blank(p.ID) {
		c.block(CodeNoParty, at, nothing, nothing, RemedyNameParty)
		return
	}
	word(c, at, p.Kind, Actor, Role, Group)
}

// word wants one of the named words.
func word[T ~string](c *checker, at finding.Ref, got T, allowed ...T) {
	if slices.Contains(allowed, got) {
		return
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	c.block(CodeUnknownWord, at, finding.List(names...), finding.Text(string(got)), RemedyUseNamedWord)
}

// field points at a field of the thing.
func field(at finding.Ref, name string) finding.Ref {
	at.Field = name
	return at
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
