package gantt

import (
	"strconv"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Pages cuts a chart into charts of so many rows at most, for paper and for
// plans too long for one picture. All of them show the same days and are
// numbered in name and title; links between rows of different pages are not
// drawn. The pages share the rows with g. With rows below 1, or no more rows
// than that, the only page is a copy of g.
func (g *Chart) Pages(rows int) []*Chart {
	if rows < 1 || len(g.Rows) <= rows {
		twin := *g
		return []*Chart{&twin}
	}
	l := newLayout(g)
	count := (len(g.Rows) + rows - 1) / rows
	pages := make([]*Chart, count)
	for i := range pages {
		page := *g
		page.Rows = g.Rows[i*rows : min((i+1)*rows, len(g.Rows))]
		number := strconv.Itoa(i + 1)
		page.Name, page.Title = l.name()+"-"+number, l.title()+" ("+number+"/"+strconv.Itoa(count)+")"
		page.From, page.To = l.days()
		pages[i] = &page
	}
	return pages
}

// days returns the first and last day shown, zero where there is none.
func (l *layout) days() (from, to calendar.Date) {
	if !l.timed {
		return l.From, l.To
	}
	return l.begin.Date(), (l.end - 1).Date()
}
