package charter

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

// text is a field that must say something.
type text struct{ field, value string }

// present wants every text to say something.
func (c *checker) present(code, remedy finding.Code, ref func(string) finding.Ref, texts []text) {
	for _, x := range texts {
		if blank(x.value) {
			c.block(code, ref(x.field), nothing, nothing, remedy)
		}
	}
}

// weight wants a number above 0 and up to 1.
func (c *checker) weight(at finding.Ref, w Number) {
	switch {
	case w.IsZero():
		c.block(CodeNoWeight, at, nothing, nothing, RemedySetWeight)
	case w.rat().Sign() <= 0 || compare(w, Whole(1)) > 0:
		c.block(CodeWeightBounds, at, finding.List("0", "1"), w.Value(""), RemedySetWeight)
	}
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

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// fold returns a text as it is compared: without regard to case and spaces
// around and between words.
func fold(text string) string { return strings.Join(strings.Fields(strings.ToLower(text)), " ") }
