package html

import (
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/reporttest"
)

// body returns what the blocks give, without the head of the page.
func body(t *testing.T, lang report.Lang, blocks ...report.Block) string {
	t.Helper()
	out := written(t, Renderer{}, &report.Document{Title: "T", Lang: lang, Blocks: blocks})
	_, out, _ = strings.Cut(out, "</header>\n")
	return strings.TrimSuffix(out, "</main></body></html>\n")
}

func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		block report.Block
		en    string
	}{
		"paragraph":  {report.P(report.T("a <b> "), report.B("c"), report.C("d&e")), "<p>a &lt;b&gt; <strong>c</strong><code>d&amp;e</code></p>\n"},
		"line break": {report.P(report.T("a\r\nb")), "<p>a\nb</p>\n"},
		"facts": {
			report.Facts{Name: "f", Title: "Now", Items: []report.Fact{{Column: report.Column{Name: "cost", Title: "Cost"}, Value: finding.Money("5", "CNY")}, {Column: report.Column{Name: "x", Title: "X"}, Value: finding.Unknown("no-data")}, {Column: report.Column{Name: "y"}}}},
			"<section class=\"facts\" id=\"b-f\">\n<p class=\"cap\">Now</p>\n<dl>\n<div><dt>Cost</dt><dd>CNY 5.00</dd></div>\n<div><dt>X</dt><dd class=\"u\">unknown (no data)</dd></div>\n<div><dt>y</dt><dd></dd></div>\n</dl>\n</section>\n",
		},
		"callout":        {report.Callout{Severity: finding.Warn, Runs: []report.Run{report.T("x")}}, "<aside class=\"call warn\"><p><strong>Warning</strong></p>\n<p>x</p>\n</aside>\n"},
		"titled callout": {report.Callout{Title: "T"}, "<aside class=\"call block\"><p><strong>Blocking: T</strong></p>\n</aside>\n"},
		"findings": {
			report.FindingList{Items: []report.FindingItem{{Finding: finding.Finding{Code: "a.b", Severity: finding.Info}, Text: "Look.", Remedy: "Do."}}},
			"<section class=\"found\">\n<ul>\n<li class=\"info\"><span class=\"sev\">Note</span> Look. <code>a.b</code><p class=\"rem\">Remedy: Do.</p></li>\n</ul></section>\n",
		},
		"no findings": {report.FindingList{Title: "F"}, "<section class=\"found\">\n<p class=\"cap\">F</p>\n<p>No findings.</p></section>\n"},
		"table": {
			&report.Table{Title: "C", Note: "N", Columns: []report.Column{{Name: "i", Title: "I", Type: report.TypeInteger}, {Name: "n", Title: "N"}, {Name: "d", Title: "D", Type: report.TypeDate}},
				Rows:   []report.Row{{Strong: true, Level: 2, Cells: []finding.Value{finding.Number(1, ""), finding.Text("x"), finding.Date("2026-03-02")}}, {Cells: []finding.Value{finding.Unknown("")}}},
				Footer: []report.Row{{Cells: []finding.Value{finding.Number(2, "")}}}},
			"<section class=\"tab\">\n<div class=\"scroll\" tabindex=\"0\"><table>\n<caption>C</caption>\n<thead><tr><th scope=\"col\" class=\"r\">I</th><th scope=\"col\">N</th><th scope=\"col\" class=\"d\">D</th></tr></thead>\n" +
				"<tbody>\n<tr class=\"st\"><td class=\"r\">1</td><th scope=\"row\" class=\"l2\">x</th><td class=\"d\">2026-03-02</td></tr>\n<tr><td class=\"r u\">unknown</td><th scope=\"row\"></th><td class=\"d\"></td></tr>\n</tbody>\n" +
				"<tfoot>\n<tr><td class=\"r\">2</td><th scope=\"row\"></th><td class=\"d\"></td></tr>\n</tfoot>\n</table></div>\n<p class=\"note\">N</p>\n</section>\n",
		},
		"no rows":    {&report.Table{Columns: []report.Column{{Name: "a", Title: "A", Align: report.AlignCenter}}}, "<section class=\"tab\">\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\" class=\"c\">A</th></tr></thead>\n</table></div>\n<p class=\"note\">No entries.</p>\n</section>\n"},
		"no columns": {&report.Table{Title: "Only a title"}, "<section class=\"tab\">\n<p class=\"cap\">Only a title</p>\n</section>\n"},
		"nothing":    {&report.Table{}, ""},
	} {
		if got := body(t, report.En, c.block); got != c.en {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.en)
		}
	}
}

func TestWordsOfThePageAreInItsLanguage(t *testing.T) {
	got := body(t, report.ZhCN, report.FindingList{}, &report.Table{Columns: []report.Column{{Name: "severity"}}}, report.Callout{}, reporttest.Bars{Title: "b"})
	for _, want := range []string{"未发现问题。", "无记录。", "严重程度", "阻断", "以表格显示"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
}

func TestContentsComeWithFourSections(t *testing.T) {
	var blocks []report.Block
	for i := range 5 {
		blocks = append(blocks, report.Heading{Level: 1, Text: "S <" + string(rune('a'+i)) + ">", Name: string(rune('a' + i))}, report.Heading{Level: 2, Text: "inner"})
		got := body(t, report.En, blocks...)
		if has := strings.Contains(got, "<nav"); has != (i >= 3) {
			t.Errorf("%d sections: contents %v", i+1, has)
		}
		if i == 4 && !strings.Contains(got, `<li><a href="#b-e">S &lt;e&gt;</a></li>`) {
			t.Errorf("got %s", got)
		}
	}
}

func TestPicturesBringTheirTable(t *testing.T) {
	bars := reporttest.Bars{Title: "Load", Values: []int64{3, 4}}
	doc := &report.Document{Title: "T", Blocks: []report.Block{bars, bars}}
	whole, bare := written(t, Renderer{}, doc), written(t, Renderer{PicturesOnly: true}, doc)
	if strings.Count(whole, "<details>") != 2 || strings.Count(bare, "<details>") != 0 || strings.Count(bare, "<svg") != 2 {
		t.Error("every picture has its table, unless the renderer says otherwise")
	}
	if strings.Count(whole, `id="b-bars"`) != 1 || !strings.Contains(whole, `id="f0-t"`) || !strings.Contains(whole, `id="f1-t"`) {
		t.Error("ids of two pictures are the same")
	}
}

func TestOddSeveritiesAndLanguagesDoNotBreakThePage(t *testing.T) {
	doc := &report.Document{Title: "T", Lang: `x"><script>`, Blocks: []report.Block{report.Callout{Severity: 200}, report.FindingList{Items: []report.FindingItem{{Finding: finding.Finding{Severity: 99}}}}}}
	if _, err := read([]byte(written(t, Renderer{}, doc))); err != nil {
		t.Error(err)
	}
}
