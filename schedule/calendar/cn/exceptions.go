package cn

import (
	"cmp"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

// Exceptions returns the days off and the make-up workdays from 1 January of
// year from to 31 December of year to, as exceptions of a calendar in order of
// time. Days off have no ranges; make-up workdays work in the hours given,
// which must not be empty. The caller owns the result.
//
// A year without data gives a [*NoDataError]: days that nobody has announced
// are unknown, which is not the same as none. The last days of December of the
// last year with data may still change, since the notice for the year after
// sometimes moves them.
func Exceptions(from, to int, hours []calendar.Range) ([]calendar.Exception, error) {
	if len(hours) == 0 {
		return nil, ErrNoHours
	}
	if err := covered(from, to); err != nil {
		return nil, err
	}
	first, last := calendar.DateOf(from, 1, 1), calendar.DateOf(to, 12, 31)
	var list []calendar.Exception
	add := func(name string, a, b calendar.Date, ranges []calendar.Range) {
		a, b = slices.MaxFunc([]calendar.Date{a, first}, calendar.Date.Compare), slices.MinFunc([]calendar.Date{b, last}, calendar.Date.Compare)
		if !b.Before(a) {
			list = append(list, calendar.Exception{Name: name, From: a, To: b, Ranges: slices.Clone(ranges)})
		}
	}
	for _, year := range Data().Years {
		for _, f := range year.Festivals {
			add(f.Chinese+" "+f.Name, f.From, f.To, nil)
			for _, day := range f.Workdays {
				add(f.Chinese+"调休上班 "+f.Name+", make-up workday", day, day, hours)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b calendar.Exception) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	return list, nil
}

// Definition returns the usual working week, [calendar.Standard], with the
// statutory days of the years from from to to; make-up workdays have the hours
// of a Monday. Its id is "cn". Errors are those of [Exceptions].
//
// In other years a calendar made of it works the usual week, without a festival:
// it does not know that it does not know. Take in all years that a plan, a
// meeting or a time limit can reach, and treat [ErrNoData] for a year not yet
// announced as the end of what can be promised.
func Definition(from, to int) (calendar.Definition, error) {
	def := calendar.Standard()
	exceptions, err := Exceptions(from, to, def.Week[1].Ranges)
	if err != nil {
		return calendar.Definition{}, err
	}
	def.ID, def.Name, def.Exceptions = "cn", "中国 China", exceptions
	return def, nil
}
