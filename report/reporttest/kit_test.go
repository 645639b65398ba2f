package reporttest_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

func TestHostileNamesAreHostile(t *testing.T) {
	names := reporttest.HostileNames()
	has := func(what string, test func(string) bool) {
		if !slices.ContainsFunc(names, test) {
			t.Errorf("no name with %s", what)
		}
	}
	holds := func(part string) func(string) bool { return func(s string) bool { return strings.Contains(s, part) } }
	has("a script", holds("<script>"))
	has("the end of CDATA", holds("]]>"))
	has("a pipe", holds("|"))
	has("a backtick", holds("`"))
	has("a line break", holds("\n"))
	has("a formula", func(s string) bool { return strings.HasPrefix(s, "=") })
	has("ten thousand characters", func(s string) bool { return len(s) >= 10_000 })
	has("bytes that are not UTF-8", func(s string) bool { return strings.ToValidUTF8(s, "") != s })
	has("a control character", func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
	})
	has("text from right to left", func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	})
	has("a pictograph", holds("🚀"))
	has("Chinese", holds("里程碑"))
	has("nothing", func(s string) bool { return s == "" })
	names[0] = "changed"
	if reporttest.HostileNames()[0] == "changed" {
		t.Error("the caller owns the slice")
	}
}

func TestValuesCoverEveryKind(t *testing.T) {
	seen := map[finding.Kind]bool{}
	for _, v := range reporttest.Values() {
		seen[v.Kind()] = true
	}
	for kind := finding.NoneKind; kind <= finding.UnknownKind; kind++ {
		if !seen[kind] && kind != finding.InstantKind {
			t.Errorf("no value of kind %v", kind)
		}
	}
}

func TestDocumentsAreDifferentAndNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range reporttest.Documents() {
		if d.Name == "" || seen[d.Name] || d.Document == nil {
			t.Errorf("document %q", d.Name)
		}
		seen[d.Name] = true
	}
}

func TestSamplesAreSoundDocuments(t *testing.T) {
	var figures [2]string
	for i, lang := range report.Langs() {
		doc := reporttest.Sample(lang)
		if found := doc.Check(); len(found) != 0 {
			t.Errorf("%s: %v", lang, found)
		}
		var b strings.Builder
		if err := (report.JSON{}).Render(&b, doc); err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(b.String(), `"kind":"`)[1:] {
			if !strings.HasPrefix(part, "text") {
				value, _, _ := strings.Cut(part, "}")
				figures[i] += value + "\n"
			}
		}
	}
	if figures[0] != figures[1] || figures[0] == "" {
		t.Error("the figures differ between the languages")
	}
	reporttest.TestFigure(t, reporttest.Bars{Title: "b", Values: []int64{1, 5, 0}})
	reporttest.TestFigure(t, reporttest.Bars{Title: "b", Values: []int64{0}})
}

func TestBoxes(t *testing.T) {
	a := reporttest.Box{Left: 0, Top: 0, Right: 10, Bottom: 10}
	for _, c := range []struct {
		b                reporttest.Box
		overlaps, within bool
	}{
		{reporttest.Box{Left: 5, Top: 5, Right: 15, Bottom: 15}, true, false},
		{reporttest.Box{Left: 10, Top: 0, Right: 20, Bottom: 10}, false, false},
		{reporttest.Box{Left: 2, Top: 2, Right: 3, Bottom: 3}, true, true},
		{reporttest.Box{Left: -1, Top: -1, Right: 11, Bottom: 11}, true, true},
		{reporttest.Box{Left: 0, Top: 11, Right: 10, Bottom: 12}, false, false},
	} {
		if c.b.Overlaps(a) != c.overlaps || a.Overlaps(c.b) != c.overlaps || c.b.Within(a, 1) != c.within {
			t.Errorf("%v: overlaps %v, within %v", c.b, c.b.Overlaps(a), c.b.Within(a, 1))
		}
	}
	for anchor, want := range map[report.Anchor]float64{report.AnchorStart: 100, report.AnchorMiddle: 90, report.AnchorEnd: 80} {
		if got := reporttest.TextBox(report.Text{X: 100, Y: 50, Text: "里程", Size: 10, Anchor: anchor}); math.Abs(got.Left-want) > 1e-9 || math.Abs(got.Right-want-20) > 1e-9 {
			t.Errorf("anchor %d: got %v", anchor, got)
		}
	}
	if got := reporttest.TextBox(report.Text{Text: "i"}); math.Abs(got.Right-2.664) > 1e-9 {
		t.Errorf("text without a size has 12 pixels: got %v", got)
	}
	if (reporttest.Op{}).Box() != (reporttest.Box{}) {
		t.Error("nothing has no box")
	}
}

func TestReadersErrorsAreClauses(t *testing.T) {
	refuse := func([]byte) (string, error) { return "", errors.New("a script is in it") }
	err := reporttest.CheckRenderer(fake{}, refuse)
	if err == nil || strings.Count(err.Error(), "a script is in it") != len(reporttest.Documents()) {
		t.Errorf("got %.300v", err)
	}
}

// halting writes nothing and says that all went well.
type halting struct{}

func (halting) Render(io.Writer, *report.Document) error { return nil }

func TestKitRefusesSilence(t *testing.T) {
	err := reporttest.CheckRenderer(halting{}, readAll)
	for _, clause := range []string{"reads back", "failing writer"} {
		if err == nil || !strings.Contains(err.Error(), clause) {
			t.Errorf("%s was not missed: %.200v", clause, err)
		}
	}
}

// shifty gives another output each time: it counts its calls.
type shifty struct{ calls *atomic.Int64 }

func (s shifty) Render(w io.Writer, doc *report.Document) error {
	_, err := fmt.Fprint(w, s.calls.Add(1))
	return err
}

func TestKitRefusesRenderersThatRemember(t *testing.T) {
	err := reporttest.CheckRenderer(shifty{&atomic.Int64{}}, nil)
	if err == nil || !strings.Contains(err.Error(), "same bytes") {
		t.Errorf("got %.200v", err)
	}
}

func TestKitOnFiguresNamesTheClause(t *testing.T) {
	bad := square{frame: report.Frame{Width: 10, Height: 10, Title: "t"}, rect: report.Rect{W: -5, H: 5}}
	if err := reporttest.CheckFigure(bad); err == nil || !strings.Contains(err.Error(), "negative size") {
		t.Errorf("got %v", err)
	}
	if err := reporttest.CheckFigure(columnless{}); err == nil || !strings.Contains(err.Error(), "no columns") {
		t.Errorf("got %v", err)
	}
}

// columnless is a figure whose table form says nothing.
type columnless struct{ square }

func (columnless) Table() *report.Table { return &report.Table{} }
