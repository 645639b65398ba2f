package reporttest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/milepost-go/milepost/report"
)

// Reader reads the output of a renderer back with a parser that is not the
// renderer's own, and returns the text that a reader of the document sees. It
// returns an error for output that is not well formed, or that holds more than
// text: a script, an image, a link that the document did not ask for. A nil
// Reader leaves those clauses out.
type Reader func(output []byte) (visible string, err error)

// TestRenderer runs the clauses of [report.Renderer] as subtests.
func TestRenderer(t *testing.T, r report.Renderer, read Reader) {
	t.Helper()
	runAll(t, rendererClauses(r, read))
}

// CheckRenderer returns the broken clauses of [report.Renderer] as one error,
// nil when it keeps them all.
func CheckRenderer(r report.Renderer, read Reader) error {
	return checkAll(rendererClauses(r, read))
}

func rendererClauses(r report.Renderer, read Reader) []clause {
	var clauses []clause
	for _, d := range Documents() {
		clauses = append(clauses,
			clause{d.Name + ": is written as clean text", func() error { return isClean(r, d.Document) }},
			clause{d.Name + ": the same document gives the same bytes", func() error { return isRepeatable(r, d.Document) }},
		)
		if read != nil {
			clauses = append(clauses, clause{d.Name + ": reads back well formed with all its words", func() error { return readsBack(r, d.Document, read) }})
		}
	}
	last := Documents()[len(Documents())-1].Document
	return append(clauses,
		clause{"a failing writer's error comes back", func() error { return reportsFailure(r, last) }},
		clause{"nothing is written after a failure", func() error { return stopsAtFailure(r, last) }},
		clause{"a nil document is refused and nothing is written", func() error { return refusesNil(r) }},
		clause{"several goroutines may render one document", func() error { return isConcurrent(r) }},
	)
}

func render(r report.Renderer, doc *report.Document) ([]byte, error) {
	var b bytes.Buffer
	err := r.Render(&b, doc)
	return b.Bytes(), err
}

func refusesNil(r report.Renderer) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panics: %v", p)
		}
	}()
	if out, err := render(r, nil); !errors.Is(err, report.ErrNoDocument) || len(out) > 0 {
		return fmt.Errorf("got %d bytes and the error %v", len(out), err)
	}
	return nil
}

func isClean(r report.Renderer, doc *report.Document) error {
	out, err := render(r, doc)
	switch {
	case err != nil:
		return fmt.Errorf("render: %w", err)
	case !utf8.Valid(out):
		return errors.New("the output is not UTF-8")
	}
	for i, c := range string(out) {
		if c != '\n' && c != '\r' && c != '\t' && unicode.IsControl(c) {
			return fmt.Errorf("control character %U at byte %d", c, i)
		}
	}
	return nil
}

func isRepeatable(r report.Renderer, doc *report.Document) error {
	first, err1 := render(r, doc)
	second, err2 := render(r, doc)
	if err1 != nil || err2 != nil || !bytes.Equal(first, second) {
		return fmt.Errorf("two outputs differ (%d and %d bytes, %v, %v)", len(first), len(second), err1, err2)
	}
	return nil
}

// readsBack looks for every text of the document in what a reader sees.
func readsBack(r report.Renderer, doc *report.Document, read Reader) error {
	out, err := render(r, doc)
	if err != nil {
		return err
	}
	visible, err := read(out)
	if err != nil {
		return err
	}
	visible = squeeze(visible)
	seen := map[string]bool{}
	for _, text := range visibleTexts(doc) {
		if seen[text] {
			continue
		}
		seen[text] = true
		if want := squeeze(text); !strings.Contains(visible, want) {
			return fmt.Errorf("the text %.200q is not to be seen", want)
		}
	}
	return nil
}

// squeeze leaves out what formats may change: control characters, blanks and
// line breaks.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, report.Clean(s))
}

// visibleTexts returns the texts that every format has to show.
func visibleTexts(doc *report.Document) []string {
	texts := []string{doc.Title, doc.Subtitle}
	format := doc.Format()
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case nil:
		case report.Heading:
			texts = append(texts, b.Text)
		case report.Facts:
			texts = append(texts, b.Title)
			for i := range b.Items {
				c := &b.Items[i].Column
				texts = append(texts, c.Title, format.Cell(c, b.Items[i].Value))
			}
		case report.FindingList:
			texts = append(texts, b.Title)
			for _, item := range b.Items {
				texts = append(texts, item.Words(), item.Remedy, string(item.Finding.Code))
			}
		case report.Callout:
			texts = append(texts, b.Title, report.PlainText(b.Runs))
		case report.Figure:
			texts = append(texts, b.Frame().Title)
		default:
			texts = append(texts, tableTexts(b.Table(), format)...)
		}
	}
	return texts
}

func tableTexts(t *report.Table, format report.Format) []string {
	texts := []string{t.Title, t.Note}
	for i := range t.Columns {
		texts = append(texts, t.Columns[i].Title)
	}
	for _, rows := range [][]report.Row{t.Rows, t.Footer} {
		for i := range rows {
			for j := range t.Columns {
				texts = append(texts, format.Cell(&t.Columns[j], rows[i].Cell(j)))
			}
		}
	}
	return texts
}

// errBroken is what a failing writer returns.
var errBroken = errors.New("reporttest: the writer is broken")

// brokenWriter accepts some bytes and then fails for good.
type brokenWriter struct {
	room  int
	after int // calls after the first failure
	dead  bool
}

// Write accepts bytes while there is room.
func (b *brokenWriter) Write(p []byte) (int, error) {
	if b.dead {
		b.after++
		return 0, errBroken
	}
	if len(p) <= b.room {
		b.room -= len(p)
		return len(p), nil
	}
	b.dead = true
	return b.room, errBroken
}

func reportsFailure(r report.Renderer, doc *report.Document) error {
	for _, room := range []int{0, 1, 100, 5000, 70_000} {
		if err := r.Render(&brokenWriter{room: room}, doc); !errors.Is(err, errBroken) {
			return fmt.Errorf("a writer that fails after %d bytes gives %v", room, err)
		}
	}
	return nil
}

func stopsAtFailure(r report.Renderer, doc *report.Document) error {
	w := &brokenWriter{room: 100}
	if err := r.Render(w, doc); err == nil {
		return errors.New("no error")
	}
	if w.after > 0 {
		return fmt.Errorf("%d writes came after the failure", w.after)
	}
	return nil
}

func isConcurrent(r report.Renderer) error {
	doc := everyValue()
	want, err := render(r, doc)
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	differ := make([]bool, 4)
	for i := range differ {
		group.Go(func() {
			got, err := render(r, doc)
			differ[i] = err != nil || !bytes.Equal(got, want)
		})
	}
	group.Wait()
	for _, d := range differ {
		if d {
			return errors.New("outputs of goroutines differ")
		}
	}
	return nil
}

var _ io.Writer = (*brokenWriter)(nil)
