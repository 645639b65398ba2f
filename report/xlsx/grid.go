package xlsx

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var weekForm = regexp.MustCompile(`(?i)^(\d{4})\s*(?:[-/ ]?\s*(?:CW|KW|W|WK|Week)\s*|年第?)(\d{1,2})(?:周)?$`)

// parseWeek returns the Monday of a week such as 2021-CW18, by ISO 8601.
func parseWeek(text string) (calendar.Date, bool) {
	m := weekForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return calendar.Date{}, false
	}
	year, _ := strconv.Atoi(m[1])
	week, _ := strconv.Atoi(m[2])
	if year < 1 || week < 1 || week > 53 {
		return calendar.Date{}, false
	}
	fourth := calendar.DateOf(year, time.January, 4) // is always in the first week
	monday := fourth.AddDays(-(int(fourth.Weekday()) + 6) % 7)
	return monday.AddDays(7 * (week - 1)), true
}

// gridReading reads a grid of weeks, nil if the sheet has none.
func gridReading(s *sheet, c Codec) *reading {
	first := -1
	for row := range min(len(s.rows), headingRows) {
		if _, ok := parseWeek(s.at(row, 0)); ok {
			first = row
			break
		}
	}
	if first < 0 {
		return nil
	}
	r := newReading(s, c)
	r.readProject(first)
	last := r.lastOfGrid(first)
	for column := 1; column < widest(s.rows[first:last]); column++ {
		r.part(first, last, column)
	}
	for row := last; row < len(s.rows); row++ {
		for column := range s.rows[row] {
			if s.at(row, column) != "" {
				r.note(CodeBelow, row, column, s.at(row, column))
			}
		}
	}
	if len(r.lines) == 0 {
		return nil
	}
	return r
}

func widest(rows [][]inCell) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}

// lastOfGrid returns the row behind the last week: the first that begins with
// something else.
func (r *reading) lastOfGrid(first int) int {
	for row := first; row < len(r.rows); row++ {
		if text := r.at(row, 0); text != "" {
			if _, ok := parseWeek(text); !ok {
				return row
			}
		}
	}
	return len(r.rows)
}

// part reads a column of the grid as a summary with its tasks.
func (r *reading) part(first, last, column int) {
	name := ""
	for row := first - 1; row >= 0 && name == ""; row-- {
		name = r.at(row, column)
	}
	summary := -1
	var monday calendar.Date
	for row := first; row < last; row++ {
		if week, ok := parseWeek(r.at(row, 0)); ok {
			monday = week
		}
		text := strings.Join(strings.Fields(r.at(row, column)), " ")
		if text == "" {
			continue
		}
		if summary < 0 && name != "" {
			summary = len(r.plan.Tasks)
			r.plan.Tasks = append(r.plan.Tasks, schedule.Task{ID: schedule.TaskID(r.place(first-1, column)), Name: name})
			r.lines = append(r.lines, taskLine{row: max(first-1, 0)})
		}
		t := schedule.Task{
			ID: schedule.TaskID(r.place(row, column)), Name: text, Duration: schedule.Duration{Length: 40 * calendar.Hour, Estimated: true},
			Constraint: schedule.Constraint{Kind: schedule.StartNoEarlierThan, Date: monday.At(8 * calendar.Hour)},
		}
		if summary >= 0 {
			t.Parent = r.plan.Tasks[summary].ID
		}
		r.plan.Tasks = append(r.plan.Tasks, t)
		r.lines = append(r.lines, taskLine{row: row})
		r.note(CodeWholeWeek, row, column, text)
	}
}
