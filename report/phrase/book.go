package phrase

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Lang is the language of the words.
type Lang = report.Lang

// The languages.
const (
	En   = report.En   // English
	ZhCN = report.ZhCN // Simplified Chinese
)

// ErrEntry is the error for words that cannot be used: a language missing, a
// template that does not parse, or slots that differ between the languages.
// The text names the key.
var ErrEntry = errors.New("phrase: unusable entry")

// Entry is one text in every language.
type Entry struct {
	En   string `json:"en"`
	ZhCN string `json:"zh"`
}

func (e Entry) in(lang Lang) string {
	if lang == ZhCN {
		return e.ZhCN
	}
	return e.En
}

// check returns what is wrong with the entry, "" for nothing.
func (e Entry) check() string {
	en, okEn := parse(e.En)
	zh, okZh := parse(e.ZhCN)
	switch {
	case strings.TrimSpace(e.En) == "" || strings.TrimSpace(e.ZhCN) == "":
		return "a language is missing"
	case !okEn || !okZh:
		return "the template does not parse"
	case !slices.Equal(slotsOf(en), slotsOf(zh)):
		return "the slots differ between the languages"
	}
	return ""
}

// Book is a set of words by key: codes of findings and remedies as they are,
// labels as "label.start", kinds of things as "kind.task", names of things that
// have fixed ids as "name.phase.planning", fields as "field.duration", stable
// words of values as "value.threat". It is immutable.
//
// The words of a finding may name its parts: {subject}, {kind}, {id} and {field}
// of what it is about, {place} for the field as it stands in the data, {want}, {got}, {related}, and {count}, how many are
// related. What stands between square brackets is left out when a part in it is
// missing. A text in {want} or {got} is shown as it is, since people wrote it;
// {want_word} and {got_word} are for findings whose text is one of the stable
// words of a room, and show it in the language.
type Book struct {
	entries map[string]Entry
}

//go:embed words/*.json
var files embed.FS

// Standard returns the words of this library.
func Standard() *Book { return standard() }

var standard = sync.OnceValue(func() *Book {
	book := &Book{entries: map[string]Entry{}}
	names, _ := fs.Glob(files, "words/*.json")
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err == nil {
			// A file that does not parse leaves its words out; a test reads each.
			_ = json.Unmarshal(data, &book.entries)
		}
	}
	return book
})

// With returns a new book with more words, which win over those of b. It
// returns all faults at once, each wrapping [ErrEntry]; the book is nil then.
//
// A host names the parts of its own process definitions by their ids, and gives
// sentences to its own codes:
//
//	book, err := phrase.Standard().With(map[string]phrase.Entry{
//		"name.role.finance":    {En: "Finance", ZhCN: "财务"},
//		"name.fact.bid.margin": {En: "bid margin", ZhCN: "投标毛利率"},
//		"acme.margin.low":      {En: "{subject} earns {got}, less than {want}.", ZhCN: "{subject}的毛利为{got}，低于{want}。"},
//	})
//	say := phrase.Printer{Lang: phrase.ZhCN, Book: book}
//
// The same goes for name.phase, name.step, name.move, name.gate and
// name.definition.
func (b *Book) With(more map[string]Entry) (*Book, error) {
	var faults []error
	for _, key := range slices.Sorted(maps.Keys(more)) {
		if fault := more[key].check(); fault != "" {
			faults = append(faults, fmt.Errorf("%w: %.100q: %s", ErrEntry, key, fault))
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	entries := maps.Clone(b.entries)
	maps.Copy(entries, more)
	return &Book{entries: entries}, nil
}

// Known reports whether the book has a sentence for a code in a language. A
// language other than those of this package is not known.
func (b *Book) Known(lang Lang, code finding.Code) bool {
	e, ok := b.entries[string(code)]
	return ok && (lang == En || lang == ZhCN || lang == "") && e.in(lang) != ""
}

// Keys returns all keys, sorted. The caller owns the slice.
func (b *Book) Keys() []string { return slices.Sorted(maps.Keys(b.entries)) }

// Entry returns the words under a key as they were given.
func (b *Book) Entry(key string) (Entry, bool) {
	e, ok := b.entries[key]
	return e, ok
}

// word returns the text under a key in a language, "" where there is none.
func (b *Book) word(lang Lang, key string) string { return b.entries[key].in(lang) }

// Known reports whether the standard words have a sentence for a code.
func Known(lang Lang, code finding.Code) bool { return Standard().Known(lang, code) }

// Label returns the standard label under a key, such as "total_float", and the
// key made readable where there is none.
func Label(lang Lang, key string) string { return In(lang).Label(key) }
