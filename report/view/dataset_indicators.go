package view

import (
	"strings"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/sales"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func starIndicators() starTable {
	return starTable{name: "indicators", rows: starProject.indicatorRows, columns: []dataset.Column{
		keyed("indicator_id"), worded("key"), worded("name"), worded("unit"), worded("direction"), worded("formula"), worded("inputs"),
		worded("meaning"), worded("limits_of_use"), worded("decision"), worded("source"), worded("frequency"),
		typed("target", report.TypeNumber), typed("green_from", report.TypeNumber), typed("green_to", report.TypeNumber),
		typed("amber_from", report.TypeNumber), typed("amber_to", report.TypeNumber),
	}}
}

// indicatorRows writes the definitions that were given, then those of this
// library that have values.
func (p starProject) indicatorRows(yield func([]finding.Value) bool) {
	for _, d := range p.definitions() {
		if !yield(p.indicator(d)) {
			return
		}
	}
}

// definitions returns the definition of every indicator, those given first. One
// that has values but no definition has its key alone.
func (p starProject) definitions() []kpi.Def {
	seen := map[string]bool{}
	var list []kpi.Def
	for _, d := range p.Indicators {
		if once(seen, d.Key) {
			list = append(list, d)
		}
	}
	shipped := map[string]kpi.Def{}
	for _, d := range ShippedIndicators() {
		shipped[d.Key] = d
	}
	p.eachValue(func(key string, _ calendar.Date, v valued) bool {
		if once(seen, key) {
			d, ok := shipped[key]
			if !ok {
				d = kpi.Def{Key: key, Formula: v.figure.Formula}
				for _, in := range v.figure.Inputs {
					d.Inputs = append(d.Inputs, in.Name)
				}
			}
			list = append(list, d)
		}
		return true
	})
	return list
}

func (p starProject) indicator(d kpi.Def) []finding.Value {
	about := IndicatorWords(p.words, d.Key)
	direction := text(d.Direction.String())
	return []finding.Value{
		p.ref(d.Key), text(d.Key), text(about.Name), text(d.Unit), direction, text(d.Formula), finding.List(d.Inputs...),
		text(about.Meaning), text(about.Limits), text(about.Decision), text(d.Source), text(d.Frequency),
		bare(d.Target), bare(d.Limits.Green.Low), bare(d.Limits.Green.High), bare(d.Limits.Amber.Low), bare(d.Limits.Amber.High),
	}
}

// ShippedIndicators returns the definitions of all indicators of this library:
// earned value, the sheet of package kpi, sales, and the standard of success.
// They are without targets and limits, which are the host's. The caller owns
// them.
func ShippedIndicators() []kpi.Def {
	list := append(evm.Defs(), kpi.SheetDefs()...)
	return append(append(list, sales.Defs()...), sales.Success{}.Defs()...)
}

// IndicatorNote is what people should know before they act on an indicator.
type IndicatorNote struct {
	Name     string // short
	Meaning  string // what it says
	Limits   string // where it misleads or says nothing
	Decision string // what it helps to decide
}

// IndicatorWords returns the words of an indicator by its key, "" where the
// book has none. They stand in the book under "label.indicator.KEY" for the
// name and "indicator.KEY.meaning", "indicator.KEY.limits" and
// "indicator.KEY.decision", so that a host adds those of its own indicators
// with [phrase.Book.With]. Estimates of earned value that differ in their method
// alone share the words of their family, "evm.eac" and the like, with the name of
// the method, "label.indicator_method.cpi" and the like, behind.
func IndicatorWords(w phrase.Printer, key string) IndicatorNote {
	name := bookText(w, "label.indicator."+key)
	base := key
	if name == "" {
		family, method := familyOf(key)
		if name = bookText(w, "label.indicator."+family); name != "" {
			base, name = family, name+bracketed(w, bookText(w, "label.indicator_method."+method))
		}
	}
	return IndicatorNote{
		Name: name, Meaning: bookText(w, "indicator."+base+".meaning"), Limits: bookText(w, "indicator."+base+".limits"),
		Decision: bookText(w, "indicator."+base+".decision"),
	}
}

// bracketed is a text in brackets behind another.
func bracketed(w phrase.Printer, text string) string {
	switch {
	case text == "":
		return ""
	case w.Lang == phrase.ZhCN:
		return "（" + text + "）"
	}
	return " (" + text + ")"
}

// familyOf splits the key of an estimate from its method.
func familyOf(key string) (family, method string) {
	for _, f := range [...]string{"evm.eac", "evm.etc", "evm.vac", "evm.tcpi", "evm.duration"} {
		if method, ok := strings.CutPrefix(key, f+"_"); ok {
			return f, method
		}
	}
	return "", ""
}

// bookText is the text of a key as it stands in the book, "" where there is
// none.
func bookText(w phrase.Printer, key string) string {
	book := w.Book
	if book == nil {
		book = phrase.Standard()
	}
	entry, _ := book.Entry(key)
	if w.Lang == phrase.ZhCN {
		return entry.ZhCN
	}
	return entry.En
}

func starIndicatorValues() starTable {
	return starTable{name: "indicator_values", rows: starProject.indicatorValueRows, columns: []dataset.Column{
		isKey(refers("indicator_id", "indicators.indicator_id")), isKey(on("date")), perhaps("value", report.TypeNumber), worded("unit"),
		typed("target", report.TypeNumber), worded("status"),
	}}
}

func (p starProject) indicatorValueRows(yield func([]finding.Value) bool) {
	defs := map[string]kpi.Def{}
	for _, d := range p.definitions() {
		defs[d.Key] = d
	}
	p.eachValue(func(key string, at calendar.Date, v valued) bool {
		d, value := defs[key], v.figure.Value
		unit := value.Unit()
		if value.IsUnknown() && d.Unit != kpi.MoneyUnit {
			unit = d.Unit
		}
		status := d.Colour(value)
		return yield([]finding.Value{p.ref(key), day(at), bareOrUnknown(value), text(unit), bare(d.Target), text(status.String())})
	})
}

// valued is one value of an indicator.
type valued struct{ figure kpi.Figure }

// eachValue visits every value of every indicator once: series in their order,
// then single figures. A figure without key or day is left out.
func (p starProject) eachValue(visit func(key string, at calendar.Date, v valued) bool) {
	type place struct {
		key string
		at  calendar.Date
	}
	seen := map[place]bool{}
	first := func(key string, at calendar.Date) bool {
		at0 := place{key, at}
		if key == "" || at.IsZero() || seen[at0] {
			return false
		}
		seen[at0] = true
		return true
	}
	for _, s := range p.Series {
		for _, x := range s.Points {
			if first(s.Key, x.At) && !visit(s.Key, x.At, valued{kpi.Figure{Key: s.Key, Value: x.Value}}) {
				return
			}
		}
	}
	for _, f := range p.Figures {
		if first(f.Figure.Key, f.On) && !visit(f.Figure.Key, f.On, valued{f.Figure}) {
			return
		}
	}
}

// bare is the number of a value without its unit, empty where there is none.
func bare(v kpi.Value) finding.Value {
	if v.IsUnknown() {
		return finding.Value{}
	}
	return bareOrUnknown(v)
}

// bareOrUnknown is the number of a value without its unit.
func bareOrUnknown(v kpi.Value) finding.Value {
	if v.IsUnknown() {
		return finding.Unknown(string(v.Reason()))
	}
	r, _ := v.Rat()
	return finding.Rat(r, "")
}
