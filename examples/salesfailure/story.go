package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/examples/internal/folder"
	"github.com/milepost-go/milepost/kpi/tolerance"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// story is the project as it goes on. What the firm would keep in its database
// is in its fields.
type story struct {
	out    io.Writer
	words  phrase.Printer
	papers *folder.Papers
	desk   *desk
	names  map[string]string // what people call a thing, by its id

	week      *calendar.Calendar
	charter   charter.Charter
	frozen    charter.Frozen
	agreed    *schedule.Plan // as it was when the work began
	planned   *schedule.Result
	baseline  *schedule.Baseline
	happened  *schedule.Result // the truth, which nobody knows beforehand
	register  risk.Register
	record    comms.Record
	meetings  []comms.Occurrence
	informed  []comms.Informed
	clock     *comms.IssueClock
	tolerance tolerance.State
	events    []tolerance.Event
	ledger    ledger
	moments   []health.Moment
	now       watch
	result    *result
	late      map[schedule.TaskID]bool // told as overdue
	attested  calendar.Date            // when the owner gave his word
	hidden    map[finding.Code]bool    // what it hides
}

// tell plays the project in one language and, silently, in the other one, whose
// report goes into the same archive.
func tell(out io.Writer, lang phrase.Lang, papers *folder.Papers) error {
	other := phrase.En
	if lang == phrase.En {
		other = phrase.ZhCN
	}
	var both []*story
	for _, side := range []struct {
		lang phrase.Lang
		out  io.Writer
	}{{lang, out}, {other, io.Discard}} {
		s, err := newStory(side.out, side.lang, papers)
		if err != nil {
			return err
		}
		for _, scene := range []func() error{s.initiation, s.planning, s.execution, s.closing} {
			if err := scene(); err != nil {
				return err
			}
		}
		both = append(both, s)
	}
	return both[0].file(both[1])
}

func newStory(out io.Writer, lang phrase.Lang, papers *folder.Papers) (*story, error) {
	s := &story{out: out, words: phrase.In(lang), papers: papers, ledger: ledger{}, late: map[schedule.TaskID]bool{}}
	s.names = s.called()
	s.words.Name = func(r finding.Ref) string { return s.names[r.ID] }
	var err error
	if s.week, err = calendar.Compile(calendar.Standard(), nil); err != nil {
		return nil, err
	}
	s.desk, err = newDesk(func() facts.Input { return s.documents(s.now) })
	return s, err
}

// called is what people call things.
func (s *story) called() map[string]string {
	names := map[string]string{
		string(owner): s.pick("Zhao Gang", "赵刚"), string(manager): s.pick("Wu Jie", "吴杰"), string(developer): s.pick("Li Min", "李敏"),
		string(trainer): s.pick("Sun Yan", "孙燕"), string(customer): s.pick("Riverside Grocers", "河畔生鲜"), "riverside-portal": s.project(),
		"sales": s.pick("more sales", "提升销售"), "satisfaction": s.pick("a happy customer", "客户满意"), "customers": s.pick("more customers", "客户增长"),
		"r1": s.pick("interface to be guessed", "接口靠猜"), "r2": s.pick("customers compare", "客户货比三家"),
	}
	for _, j := range jobs() {
		names[j.id] = s.pick(j.en, j.zh)
	}
	return names
}

func (s *story) project() string { return s.pick("Riverside portal", "河畔订货门户") }

// documents is what the desk asks the library about.
func (s *story) documents(w watch) facts.Input {
	in := facts.Input{Charter: &s.charter, Actuals: s.measured(s.desk.now.Date()), Changes: nil}
	if s.frozen.Digest != "" {
		in.Frozen = &s.frozen
	}
	if s.agreed == nil {
		return in
	}
	people, register := s.people(), s.risksOn(s.desk.now.Date())
	in.Plan, in.Result, in.Team, in.Risks, in.Comms = s.agreed, s.planned, &people, &register, &s.record
	if w.plan != nil {
		in.Plan, in.Result = w.plan, w.result
	}
	return in
}

// pick returns the text in the language of the story.
func (s *story) pick(en, zh string) string {
	if s.words.Lang == phrase.ZhCN {
		return zh
	}
	return en
}

// say prints a line of the story.
func (s *story) say(en, zh string, args ...any) {
	fmt.Fprintf(s.out, s.pick(en, zh)+"\n", args...)
}

// scene prints a heading.
func (s *story) scene(en, zh string) { fmt.Fprintf(s.out, "\n== %s ==\n\n", s.pick(en, zh)) }

// on prints a line that begins with the date.
func (s *story) on(en, zh string, args ...any) {
	fmt.Fprintf(s.out, "%s  ", s.desk.now.Date())
	s.say(en, zh, args...)
}

// list prints findings with their remedies, of each kind the first and how many
// more there are.
func (s *story) list(found []finding.Finding) {
	more := map[finding.Code]int{}
	for _, f := range found {
		more[f.Code]++
	}
	told := map[finding.Code]bool{}
	for _, f := range found {
		if told[f.Code] {
			continue
		}
		told[f.Code] = true
		rest := ""
		if n := more[f.Code] - 1; n > 0 {
			rest = fmt.Sprintf(s.pick(" (and %d more)", "（另有 %d 项）"), n)
		}
		fmt.Fprintf(s.out, "    - %s%s\n", s.words.Finding(f), rest)
		if remedy := s.words.Remedy(f); remedy != "" {
			fmt.Fprintf(s.out, "      %s%s\n", s.pick("remedy: ", "对策："), remedy)
		}
	}
}

// move asks for a move, tells the refusal, lets the owner override it, and
// moves.
func (s *story) move(move lifecycle.MoveID, to lifecycle.PhaseID, reason string) error {
	ask := func() error { return s.desk.do(lifecycle.RequestMove{Header: s.desk.head(manager, ""), To: to}) }
	err := ask()
	var no *lifecycle.Refusal
	if !errors.As(err, &no) {
		if err == nil {
			err = fmt.Errorf("the gate to %s let a thin project pass", to)
		}
		return err
	}
	s.on("The move to %s: refused. Reasons: %d", "转入%s：被拒绝。理由：%d 条", view.Word(s.words, string(to)), len(no.Findings))
	s.list(no.Findings)
	override := lifecycle.Override{Header: s.desk.head(owner, reason), Move: move, Roles: []lifecycle.Role{lifecycle.RoleSponsor}, Until: s.desk.clock().AddDate(0, 0, 7)}
	for _, f := range no.Findings {
		if f.Subject.Kind == "fact" {
			override.Facts = append(override.Facts, lifecycle.FactName(f.Subject.ID))
		}
	}
	if len(override.Roles) > 0 && to == lifecycle.PhasePlanning {
		override.Roles = nil
	}
	if err := s.desk.do(override); err != nil {
		return err
	}
	s.on("Zhao Gang lets it pass: “%s”", "赵刚放行：“%s”", reason)
	if err := ask(); err != nil {
		return err
	}
	s.on("The project is in %s; %d facts were overridden, for ever on record.", "项目进入%s；%d 项事实被放行，永久记录在案。", view.Word(s.words, string(to)), len(override.Facts))
	return nil
}

// fact is a figure as text in the language of the story.
func (s *story) fact(v finding.Value) string { return report.Format{Lang: s.words.Lang}.Value(v) }

// days writes working time in whole days with its sign.
func days(w calendar.Work) string { return fmt.Sprintf("%+d", int64(w/workday)) }

func (s *story) context() context.Context { return context.Background() }

// short is the beginning of a digest.
func short(digest string) string {
	_, hex, named := strings.Cut(digest, ":")
	if !named {
		hex = digest
	}
	return hex[:min(len(hex), 12)]
}
