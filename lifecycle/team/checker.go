package team

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// checker collects findings.
type checker struct{ list []finding.Finding }

func (c *checker) add(severity finding.Severity, code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	c.list = append(c.list, finding.Finding{Code: code, Severity: severity, Subject: at, Want: want, Got: got, Remedy: remedy, Related: related})
}

func (c *checker) block(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	c.add(finding.Block, code, at, want, got, remedy, related...)
}

func (c *checker) warn(code finding.Code, at finding.Ref, want, got finding.Value, remedy finding.Code, related ...finding.Ref) {
	c.add(finding.Warn, code, at, want, got, remedy, related...)
}

func (c *checker) sorted() []finding.Finding {
	finding.Sort(c.list)
	return c.list
}

// nothing is the value of a finding that has nothing to state.
var nothing = finding.Value{}

// count is a number without a unit.
func count[T ~int | ~int64](n T) finding.Value { return finding.Number(int64(n), "") }

// minutes is a number of working minutes.
func minutes(n int64) finding.Value { return finding.Number(n, "min") }

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

// unique wants an id, and each only once.
func (c *checker) unique(at finding.Ref, id string, seen map[string]bool) {
	switch {
	case blank(id):
		c.block(CodeNoID, at, nothing, nothing, RemedyUniqueID)
	case seen[id]:
		c.block(CodeDuplicateID, at, nothing, finding.Text(id), RemedyUniqueID)
	}
	seen[id] = true
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// memberRef points at a person.
func memberRef(actor lifecycle.ActorID, field string) finding.Ref {
	return finding.Ref{Kind: "member", ID: string(actor), Field: field}
}

// memberRefs points at persons.
func memberRefs(actors []lifecycle.ActorID) []finding.Ref {
	var refs []finding.Ref
	for _, a := range actors {
		refs = append(refs, memberRef(a, ""))
	}
	return refs
}

// taskRefs points at tasks.
func taskRefs(tasks []string) []finding.Ref {
	var refs []finding.Ref
	for _, t := range tasks {
		refs = append(refs, finding.Ref{Kind: "task", ID: t})
	}
	return refs
}

// uniqueSorted returns the items in order, each once, in a fresh slice.
func uniqueSorted[T ~string](items []T) []T {
	list := slices.Clone(items)
	slices.Sort(list)
	return slices.Compact(list)
}
