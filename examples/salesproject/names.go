package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/chart"
	"github.com/milepost-go/milepost/report/gantt"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
)

// names are texts in both languages. The records of the story keep ids and
// the texts of its own language; papers show names in theirs.
type names struct {
	people map[string][2]string // by actor id
	goals  map[string][2]string // by goal id
	texts  map[string][2]string // by the text in either language
}

func newNames() names {
	return names{
		people: map[string][2]string{
			string(manager): {"Chen Wei", "陈伟"}, string(sponsor): {"Lin Hua", "林华"}, string(customer): {"Harbor Foods", "海港食品"},
			string(deputy): {"Zhao Lei", "赵磊"},
		},
		goals: map[string][2]string{
			"contract": {"sale of the portal", "门户销售"}, "handover": {"handover in time", "按期移交"}, "satisfaction": {"customer satisfaction", "客户满意"},
		},
		texts: map[string][2]string{},
	}
}

// pair keeps a text that papers may need in the other language.
func (n names) pair(en, zh string) { n.texts[en], n.texts[zh] = [2]string{en, zh}, [2]string{en, zh} }

// pickIn returns the text in a language.
func pickIn(lang phrase.Lang, en, zh string) string {
	if lang == phrase.ZhCN {
		return zh
	}
	return en
}

// in returns the name of an id, or the text in the language, and what is
// neither as it is.
func (n names) in(lang phrase.Lang, text string) string {
	for _, set := range []map[string][2]string{n.people, n.texts} {
		if pair, known := set[text]; known {
			return pickIn(lang, pair[0], pair[1])
		}
	}
	return text
}

// goal is how people call a goal.
func (n names) goal(lang phrase.Lang, id string) string {
	pair := n.goals[id]
	return pickIn(lang, pair[0], pair[1])
}

// taskName is how people call a task: those that the story itself adds have names
// in both languages.
func (s *story) taskName(lang phrase.Lang, id string) string {
	t, _ := s.plan.Task(schedule.TaskID(id))
	if id == changeTask || id == handoverTask {
		return s.names.in(lang, t.Name)
	}
	return t.Name
}

// Tasks that are not in the file.
const (
	changeTask   = "CR-2"
	handoverTask = "handover"
)

// called is how findings call things in a language.
func (s *story) called(lang phrase.Lang) func(finding.Ref) string {
	return func(r finding.Ref) string {
		switch r.Kind {
		case "task", "summary_task", "milestone":
			return s.taskName(lang, r.ID)
		case "stage":
			return stageIn(lang, r.ID)
		case "goal":
			return s.names.goal(lang, r.ID)
		case "member", "resource", "person", "actor":
			return s.whoIs(lang, r.ID)
		case "risk":
			x, _ := s.register.Risk(r.ID)
			return s.names.in(lang, x.Event)
		}
		return ""
	}
}

// whoIs is how people call a person or a resource of the plan.
func (s *story) whoIs(lang phrase.Lang, id string) string {
	if name := s.names.in(lang, id); name != id {
		return name
	}
	for _, r := range s.plan.Resources {
		if string(r.ID) == id {
			return s.names.in(lang, r.Name)
		}
	}
	return ""
}

// named puts names into a new document where ids and texts of the other
// language stand, and amounts of money where figures in yuan stand.
func (s *story) named(doc *report.Document) *report.Document {
	if doc.Subtitle == s.register.ID || doc.Subtitle == s.charter.ID {
		doc.Subtitle = s.plan.Name
	}
	doc.Subtitle = s.names.in(doc.Lang, doc.Subtitle)
	for _, block := range doc.Blocks {
		switch b := block.(type) {
		case report.Facts:
			for i := range b.Items {
				b.Items[i].Value = s.cell(doc.Lang, &b.Items[i].Column, b.Items[i].Value)
			}
		case *report.Table:
			for _, row := range b.Rows {
				for i := range min(len(row.Cells), len(b.Columns)) {
					row.Cells[i] = s.cell(doc.Lang, &b.Columns[i], row.Cells[i])
				}
			}
		case *chart.BarChart:
			for i := range b.Bars {
				b.Bars[i].Name = s.goalAndMetric(doc.Lang, b.Bars[i].Name)
			}
		case *gantt.Chart:
			for i := range b.Rows {
				row := &b.Rows[i]
				if row.ID == changeTask || row.ID == handoverTask {
					row.Name = s.names.in(doc.Lang, row.Name)
				}
				for k, name := range row.Resources {
					row.Resources[k] = s.names.in(doc.Lang, name)
				}
			}
		}
	}
	return doc
}

// goalAndMetric names both in the language, where a colon joins them.
func (s *story) goalAndMetric(lang phrase.Lang, name string) string {
	colon := pickIn(lang, ": ", "：")
	parts := strings.Split(name, colon)
	for i := range parts {
		parts[i] = s.names.in(lang, parts[i])
	}
	return strings.Join(parts, colon)
}

func (s *story) cell(lang phrase.Lang, c *report.Column, v finding.Value) finding.Value {
	switch {
	case v.Kind() == finding.NumberKind && v.Unit() == "CNY":
		return finding.Money(v.Plain(), "CNY")
	case v.Kind() != finding.TextKind:
		return v
	case c.Name == "goal" && s.names.goals[v.Plain()][0] != "":
		return finding.Text(s.names.goal(lang, v.Plain()))
	}
	return finding.Text(s.names.in(lang, v.Plain()))
}

// noting puts a line below the head of a document.
func noting(doc *report.Document, en, zh string, args ...any) {
	line := report.P(report.T(fmt.Sprintf(pickIn(doc.Lang, en, zh), args...)))
	head := slices.IndexFunc(doc.Blocks, func(b report.Block) bool { _, ok := b.(report.Facts); return ok })
	doc.Blocks = slices.Insert(doc.Blocks, head+1, report.Block(line))
}
