package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

//go:embed gantt.js
var ganttScript string

//go:embed gantt.css
var ganttSheet string

// Gantt is a chart to work with in a browser: one page that stands alone, with
// zoom, an outline that folds, search, a filter for the critical path, and the
// reasons of every date. It is used with the mouse or with the keyboard: arrows
// move and fold, "+" and "-" zoom, "/" searches, Enter goes to the bar.
//
// Only what can be seen is drawn, so thousands of rows scroll smoothly; links
// are drawn where one of their ends is seen. The page prints up to two thousand
// rows. It fetches nothing, and a content policy forbids browsers to try.
type Gantt struct {
	Chart *gantt.Chart // required; Width, From, To and Bare mean nothing here
	// Reasons says why each row starts when it does, in the order of the rows.
	// Rows beyond the list have no reason.
	Reasons []Reason
}

// Reason is why a row starts when it does, and the row that the next reason is
// about, by its id; "" ends the chain.
type Reason struct {
	Text string
	From string
}

// maxOffDays is over how many days time off is looked up for shading.
const maxOffDays = 40_000

// ganttRow is a row as the script reads it. Moments are seconds since the day
// before 0001-01-01; 0 is none.
type ganttRow struct {
	ID       string        `json:"i"`
	Name     string        `json:"n"`
	Level    int           `json:"l,omitempty"`
	Kind     string        `json:"k,omitempty"` // "" is a task
	Start    calendar.Work `json:"s,omitempty"`
	Finish   calendar.Work `json:"f,omitempty"`
	BaseFrom calendar.Work `json:"bs,omitempty"`
	BaseTo   calendar.Work `json:"bf,omitempty"`
	LateTo   calendar.Work `json:"lf,omitempty"`
	Deadline calendar.Work `json:"dl,omitempty"`
	Percent  int           `json:"p,omitempty"`
	Critical bool          `json:"c,omitempty"`
	Late     bool          `json:"late,omitempty"`
	Done     bool          `json:"d,omitempty"`
	People   []string      `json:"r,omitempty"`
	Found    string        `json:"t,omitempty"`
	Why      string        `json:"w,omitempty"`
	WhyFrom  *int          `json:"wf,omitempty"`
}

type ganttData struct {
	Words    map[string]any     `json:"words"`
	Rows     []ganttRow         `json:"rows"`
	Links    [][3]int           `json:"links"`
	DataDate calendar.Work      `json:"dataDate,omitempty"`
	Off      [][2]calendar.Work `json:"off,omitempty"`
}

// Write writes the page. It returns the first error of w, and
// [report.ErrNoDocument] without a chart.
func (g Gantt) Write(w io.Writer) error {
	if g.Chart == nil {
		return report.ErrNoDocument
	}
	p := phrase.In(g.Chart.Lang)
	data, err := json.Marshal(g.data(p))
	if err != nil {
		return fmt.Errorf("html: gantt: %w", err)
	}
	title := g.Chart.Title
	if title == "" {
		title = p.Label("gantt")
	}
	style := inks() + ganttSheet
	out := bufio.NewWriterSize(w, 1<<15)
	fmt.Fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n", g.Chart.Lang.Tag())
	fmt.Fprintf(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'\">\n", digest(style), digest(ganttScript))
	fmt.Fprintf(out, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n", lineText(title), style)
	g.frame(out, p, title)
	fmt.Fprintf(out, "<script type=\"application/json\" id=\"data\">%s</script>\n<script>%s</script>\n</body>\n</html>\n", data, ganttScript)
	return out.Flush()
}

// digest is how a content policy names what may run.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// frame writes what stands around the chart.
func (g Gantt) frame(out io.Writer, p phrase.Printer, title string) {
	fmt.Fprintf(out, "<header><h1>%s</h1>", lineText(title))
	for _, id := range []string{"day", "week", "month"} {
		fmt.Fprintf(out, "<button id=\"%s\" aria-pressed=\"false\">%s</button>", id, lineText(p.Label("zoom_"+id)))
	}
	for _, id := range []string{"fit", "open", "shut"} {
		fmt.Fprintf(out, "<button id=\"%s\">%s</button>", id, lineText(p.Label("zoom_"+id)))
	}
	fmt.Fprintf(out, "<label><input type=\"checkbox\" id=\"critical\">%s</label>", lineText(p.Label("only_critical")))
	fmt.Fprintf(out, "<input type=\"search\" id=\"search\" aria-label=\"%s\" placeholder=\"%s\"><span id=\"count\" role=\"status\"></span></header>\n", lineText(p.Label("search")), lineText(p.Label("search")))
	fmt.Fprintf(out, "<div id=\"view\" role=\"treegrid\" tabindex=\"0\" aria-label=\"%s\"><div id=\"space\">", lineText(title))
	io.WriteString(out, "<div id=\"axisbar\"><svg id=\"axis\" aria-hidden=\"true\"></svg></div><div id=\"names\" role=\"rowgroup\"><div id=\"corner\"></div></div>")
	io.WriteString(out, "<svg id=\"chart\" aria-hidden=\"true\"><defs><pattern id=\"h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"1.5\" height=\"5\" class=\"stripe\"/></pattern></defs></svg></div></div>\n")
	io.WriteString(out, "<div id=\"about\" role=\"status\" aria-live=\"polite\"></div>\n")
}

// inks is the style sheet of the shapes, in light and dark.
func inks() string {
	var b strings.Builder
	sheet := func(colour func(report.Ink) (report.RGB, bool)) {
		for _, rule := range []struct {
			selector, property string
			ink                report.Ink
		}{
			{".off", "fill", report.InkShade}, {".bar", "fill", report.InkTask}, {".bar", "stroke", report.InkTaskEdge}, {".bar.crit", "fill", report.InkCritical}, {".bar.crit", "stroke", report.InkCriticalEdge},
			{".done", "fill", report.InkTaskDone}, {".done.crit", "fill", report.InkCriticalDone}, {".stripe", "fill", report.InkCriticalEdge}, {".sum,.mile", "fill", report.InkSummary}, {".mile.crit", "fill", report.InkCritical},
			{".mile.crit", "stroke", report.InkCriticalEdge}, {".base", "fill", report.InkBaseline}, {".float", "stroke", report.InkFloat}, {".link", "stroke", report.InkLink}, {".tip", "fill", report.InkLink},
			{".link.crit", "stroke", report.InkCriticalEdge}, {".tip.crit", "fill", report.InkCriticalEdge}, {".now", "stroke", report.InkDataDate}, {".dead", "stroke", report.InkBlock},
		} {
			c, _ := colour(rule.ink)
			fmt.Fprintf(&b, "%s{%s:#%02x%02x%02x}", rule.selector, rule.property, c.R, c.G, c.B)
		}
	}
	sheet(report.Ink.Light)
	b.WriteString("\n@media screen and (prefers-color-scheme:dark){")
	sheet(report.Ink.Dark)
	b.WriteString("}\n.hatch{fill:url(#h)}.float{stroke-dasharray:2 3}.now{stroke-width:1.5;stroke-dasharray:6 3}.dead{stroke-width:2}\n")
	return b.String()
}

// data is what the script draws.
func (g Gantt) data(p phrase.Printer) ganttData {
	c := g.Chart
	d := ganttData{Words: pageWords(p), DataDate: calendar.Work(c.DataDate), Rows: make([]ganttRow, 0, len(c.Rows)), Links: [][3]int{}}
	places := make(map[string]int, len(c.Rows))
	for i := range c.Rows {
		if _, twice := places[c.Rows[i].ID]; !twice {
			places[c.Rows[i].ID] = i
		}
	}
	for i := range c.Rows {
		row := scriptRow(&c.Rows[i])
		if i < len(g.Reasons) {
			row.Why = report.CleanLine(g.Reasons[i].Text)
			if at, ok := places[g.Reasons[i].From]; ok && g.Reasons[i].From != "" {
				row.WhyFrom = &at
			}
		}
		d.Rows = append(d.Rows, row)
	}
	for _, l := range c.Links {
		from, ok1 := places[l.From]
		to, ok2 := places[l.To]
		if ok1 && ok2 {
			d.Links = append(d.Links, [3]int{from, to, int(l.Type)})
		}
	}
	d.Off = daysOff(c)
	return d
}

func scriptRow(r *gantt.Row) ganttRow {
	row := ganttRow{
		ID: report.CleanLine(r.ID), Name: report.CleanLine(r.Name), Level: min(max(r.Level, 0), 9), Start: calendar.Work(r.Start), Finish: calendar.Work(r.Finish),
		BaseFrom: calendar.Work(r.BaselineStart), BaseTo: calendar.Work(r.BaselineFinish), LateTo: calendar.Work(r.LateFinish), Deadline: calendar.Work(r.Deadline),
		Percent: min(max(r.Percent, 0), 100), Critical: r.Critical, Late: r.Late, Done: r.Done, People: nil, Found: "",
	}
	if r.Kind != gantt.Task {
		row.Kind = r.Kind.String()
	}
	for _, name := range r.Resources {
		row.People = append(row.People, report.CleanLine(name))
	}
	if r.Marked {
		row.Found = report.CleanLine(r.Finding)
	}
	return row
}

// daysOff returns the stretches of days without work, as from and to in
// seconds.
func daysOff(c *gantt.Chart) [][2]calendar.Work {
	var first, last calendar.DateTime
	for i := range c.Rows {
		r := &c.Rows[i]
		for _, t := range []calendar.DateTime{r.Start, r.Finish, r.BaselineStart, r.BaselineFinish, r.LateFinish, r.Deadline} {
			if t.IsZero() {
				continue
			}
			if first == 0 || t < first {
				first = t
			}
			last = max(last, t)
		}
	}
	if c.Calendar == nil || first == 0 || last.Date().DaysSince(first.Date()) > maxOffDays {
		return nil
	}
	const day = 24 * calendar.Hour
	var off [][2]calendar.Work
	for d := first.Date(); !d.After(last.Date().AddDays(10)); d = d.AddDays(1) {
		if len(c.Calendar.Ranges(d)) > 0 {
			continue
		}
		at := calendar.Work(d.At(0))
		if n := len(off); n > 0 && off[n-1][1] == at {
			off[n-1][1] += day
		} else {
			off = append(off, [2]calendar.Work{at, at + day})
		}
	}
	return off
}

// pageWords are the words of the script.
func pageWords(p phrase.Printer) map[string]any {
	f := report.Format{Lang: p.Lang}
	months := make([]string, 12)
	for i := range months {
		months[i] = f.ShortMonth(i + 1)
	}
	words := map[string]any{"months": months, "month": "%m %y", "colon": ": ", "hits": p.Label("search_hits")}
	if p.Lang == report.ZhCN {
		words["month"], words["colon"] = "%y年%m", "："
	}
	for _, key := range []string{"task", "start", "finish", "baseline", "late_finish", "deadline", "progress", "resources", "critical", "why"} {
		words[key] = p.Label(key)
	}
	return words
}
