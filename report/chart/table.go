package chart

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Table returns the transitions as a table: from where, to where, by what move,
// through which gate, by whom, of which kind, and whether it can be asked for now.
func (d *StateDiagram) Table() *report.Table {
	say := phrase.In(d.Lang)
	t := &report.Table{Name: d.name(), Title: d.title(), Columns: []report.Column{
		say.Column("from", report.TypeText), say.Column("to", report.TypeText), say.Column("move", report.TypeText),
		say.Column("gate", report.TypeText), say.Column("who", report.TypeText), say.Column("kind", report.TypeText), say.Column("possible_now", report.TypeBool),
	}}
	for i := range d.Transitions {
		t.Rows = append(t.Rows, report.Row{Cells: d.cells(say, &d.Transitions[i])})
	}
	return t
}

func (d *StateDiagram) cells(say phrase.Printer, t *Transition) []finding.Value {
	return []finding.Value{
		finding.List(d.namesOf(say, t.From)...), finding.List(d.namesOf(say, ends(t.To))...), finding.Text(t.name()),
		words(t.Gate), finding.List(t.By...), finding.Text(say.Label("transition_" + t.Kind.String())), finding.Bool(t.Open),
	}
}

func ends(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// namesOf returns the names of the states, or the words for all of those inside.
func (d *StateDiagram) namesOf(say phrase.Printer, ids []string) []string {
	if len(ids) == 0 {
		return []string{say.Label("any_state")}
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id
		if s := d.state(id); s != nil {
			names[i] = s.name()
		}
	}
	return names
}

func words(s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(s)
}

func (d *StateDiagram) name() string {
	if d.Name == "" {
		return "states"
	}
	return d.Name
}

func (d *StateDiagram) title() string {
	if strings.TrimSpace(d.Title) == "" {
		return phrase.In(d.Lang).Label("state_diagram")
	}
	return d.Title
}

func (d *StateDiagram) desc() string {
	if d.Desc != "" {
		return d.Desc
	}
	say := phrase.In(d.Lang)
	return told(d.Lang, []string{say.Label("states") + colon(d.Lang) + strconv.Itoa(len(d.States)), say.Label("transitions") + colon(d.Lang) + strconv.Itoa(len(d.Transitions))})
}
