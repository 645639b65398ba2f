package xlsx

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/report/phrase"
)

// The names of the ranges of days, as formulas call them.
const (
	nameNonWorking = "non_working_days"
	nameMakeUp     = "make_up_days"
)

// isWeekend reports whether a day of the spreadsheet's count, which began on a
// Sunday by the calendar of today, is a Saturday or a Sunday.
func isWeekend(day int) bool { return day%7 == 0 || day%7 == 1 }

// nonWorking returns the days off that fall on a Monday to Friday, in order.
func (k *Workbook) nonWorking() []int {
	return daysOf(k.NonWorking, func(day int) bool { return !isWeekend(day) })
}

// makeUp returns the working days that fall on a weekend, in order.
func (k *Workbook) makeUp() []int { return daysOf(k.MakeUp, isWeekend) }

func daysOf(dates []string, keep func(int) bool) []int {
	var days []int
	for _, text := range dates {
		if at, _, ok := serial(text); ok && keep(int(at)) {
			days = append(days, int(at))
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// workingDays returns the formula that counts working days and its result.
func (k *Workbook) workingDays(start, finish string, from, to float64) (string, float64, bool) {
	a, b := int(from), int(to)
	if a > b {
		return "", 0, false
	}
	off, on := k.nonWorking(), k.makeUp()
	formula := "NETWORKDAYS.INTL(" + start + "," + finish + ",1"
	if len(off) > 0 {
		formula += "," + nameNonWorking
	}
	formula += ")"
	if len(on) > 0 {
		formula += fmt.Sprintf("+SUMPRODUCT((%s>=INT(%s))*(%s<=INT(%s)))", nameMakeUp, start, nameMakeUp, finish)
	}
	return formula, float64(weekdays(a, b) - within(off, a, b) + within(on, a, b)), true
}

// weekdays counts the days from Monday to Friday between two days, both counted.
func weekdays(a, b int) int {
	n := (b - a + 1) / 7 * 5
	for day := b - (b-a+1)%7 + 1; day <= b; day++ {
		if !isWeekend(day) {
			n++
		}
	}
	return n
}

// within counts the days of a list, in order, that are not before a and not
// after b.
func within(days []int, a, b int) int {
	low, _ := slices.BinarySearch(days, a)
	high, _ := slices.BinarySearch(days, b+1)
	return high - low
}

// writeDays writes the sheet of days that formulas refer to.
func (k *Workbook) writeDays(b *binder) error {
	off, on := k.nonWorking(), k.makeUp()
	if len(off)+len(on) == 0 {
		return nil
	}
	say := phrase.In(b.lang)
	p, err := b.open(b.reserve(say.Label("workbook_days")), pageSetup{widths: []float64{24, 24}, frozen: 1})
	if err != nil {
		return err
	}
	p.repeat = 1
	heads := []cell{{form: words, text: say.Label("workbook_non_working"), look: b.looks.head}, {form: words, text: say.Label("workbook_make_up"), look: b.looks.head}}
	if err := p.add(heads, rowSetup{height: 20}); err != nil {
		return err
	}
	day, _ := b.looks.format(formatDay)
	for i := range max(len(off), len(on)) {
		cells := make([]cell, 2)
		for j, list := range [][]int{off, on} {
			if i < len(list) {
				cells[j] = cell{form: number, text: strconv.Itoa(list[i]), look: day}
			}
		}
		if err := p.add(cells, rowSetup{}); err != nil {
			return err
		}
	}
	b.nameDays(p.name, nameNonWorking, "A", len(off))
	b.nameDays(p.name, nameMakeUp, "B", len(on))
	return p.close()
}

func (b *binder) nameDays(sheet, name, column string, count int) {
	if count > 0 {
		area := fmt.Sprintf("%s!$%s$2:$%s$%d", quoteSheet(sheet), column, column, count+1)
		b.keep(b.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: area}))
	}
}

// printTitles repeats the head of the sheet on every printed page.
func (p *page) printTitles() error {
	if p.repeat == 0 {
		return nil
	}
	area := quoteSheet(p.name) + "!$1:$" + strconv.Itoa(p.repeat)
	return p.b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: area, Scope: p.name})
}
