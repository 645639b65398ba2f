package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/milepost-go/milepost/examples/internal/folder"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// write renders the comparison as Markdown, as a page and as data.
func write(papers *folder.Papers, lang phrase.Lang, pair [2]view.Case) error {
	doc := view.Comparison(phrase.In(lang), pair[0], pair[1])
	for _, form := range []struct {
		ending string
		r      report.Renderer
	}{{"md", markdown.Renderer{}}, {"html", html.Renderer{}}, {"json", report.JSON{}}} {
		var b bytes.Buffer
		if err := form.r.Render(&b, doc); err != nil {
			return err
		}
		if err := papers.Write(fmt.Sprintf("comparison.%s.%s", lang, form.ending), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// tell prints what the comparison comes to.
func tell(out io.Writer, lang phrase.Lang, pair [2]view.Case) {
	w := phrase.In(lang)
	say := func(en, zh string, args ...any) {
		if lang == phrase.ZhCN {
			en = zh
		}
		fmt.Fprintf(out, en+"\n", args...)
	}
	for _, c := range pair {
		say("%s: %s, from %s to %s", "%s：%s，%s 至 %s", c.Project, view.Word(w, string(c.Outcome.Whole)), c.Course.Start, c.Outcome.On)
	}
	parts := health.Part(pair[0].Course, pair[1].Course)
	if len(parts) == 0 {
		say("\nThey never part.", "\n两者从未分岔。")
		return
	}
	say("\nThe first point where they part is day %d:", "\n首个分岔点在立项后第 %d 天：", parts[0].Day)
	for _, p := range parts {
		if p.Day == parts[0].Day {
			point(out, w, say, pair, p)
		}
	}
	say("\nAfter that they part in:", "\n此后的分岔：")
	for _, p := range parts {
		if p.Day > parts[0].Day {
			say("    day %d, %s: %s", "    第 %d 天，%s：%s", p.Day, pair[p.Beyond].Project, w.Finding(finding.Finding{Code: p.Sign}))
		}
	}
}

// point prints one sign of the first point with what it rests on.
func point(out io.Writer, w phrase.Printer, say func(en, zh string, args ...any), pair [2]view.Case, p health.Parting) {
	f, _ := p.Signs[p.Beyond].Finding()
	say("    %s, %s: %s", "    %s，%s：%s", p.On[p.Beyond], pair[p.Beyond].Project, w.Finding(f))
	say("      what would have mended it: %s", "      对策：%s", w.Remedy(f))
	names := pair[p.Beyond].Names
	w.Name = func(r finding.Ref) string { return names[r.Kind+" "+r.ID] }
	for _, e := range p.Evidence {
		for _, found := range e.Found {
			fmt.Fprintf(out, "      - %s  %s\n", e.On, w.Finding(found))
		}
	}
}
