package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/facts"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/risk/sra"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// story is one project as it goes on. What the host would keep in its database
// is in its fields.
type story struct {
	out    io.Writer
	words  phrase.Printer
	papers *papers
	desk   *desk
	names  names

	charter   charter.Charter
	frozen    charter.Frozen // the success standard
	contract  money.Amount   // the price agreed with the customer
	plan      *schedule.Plan
	result    *schedule.Result
	baselines []schedule.Baseline // the last one is in force
	value     *evm.Baseline       // the same with its money
	register  risk.Register
	pace      pace
	requests  []change.Request
	statuses  []status
	measured  evm.Record   // the same over all baselines
	outlook   *sra.Outcome // what was simulated before the work began

	team     team.Record
	supply   []team.Supply
	heads    map[schedule.ResourceID]int // people of a trade beyond the first
	acked    map[string]time.Time
	points   []schedule.MilestoneEntry
	trend    schedule.Trend // what the statuses forecast for them
	level    team.Summary   // of the team, at the end
	talk     comms.Record
	accepted []facts.Acceptance
	outcome  closing.Outcome
	lessons  []closing.Lesson
	manifest closing.Manifest
	action   change.Action
	met      calendar.Date // until when meetings have minutes
	since    calendar.Date // charter and plan read as they do
	seen     comms.View    // what the audiences know of
	moments  []health.Moment
	course   health.History
	agreed   *schedule.Plan // as the first baseline has it
	reading  reading
	memory   closing.Memory

	lost                  calendar.Work // that the illness would have cost
	soldBefore, soldAfter int64         // deals won in half a year
	satisfaction          finding.Value // of the key users, as the survey has it
}

// tell plays the whole project.
func tell(out io.Writer, lang phrase.Lang, plan *schedule.Plan, lost []schedule.LossNote, papers *papers, keep *keep) error {
	s, err := newStory(out, lang, papers, keep)
	if err != nil {
		return err
	}
	return s.play(plan, lost)
}

// newStory is a story of which nothing has been told yet.
func newStory(out io.Writer, lang phrase.Lang, papers *papers, keep *keep) (*story, error) {
	s := &story{out: out, words: phrase.In(lang), papers: papers, names: newNames()}
	s.words.Name = s.called(lang)
	var err error
	s.desk, err = newDesk(keep, s)
	return s, err
}

// play tells it from the plan to the archive.
func (s *story) play(plan *schedule.Plan, lost []schedule.LossNote) error {
	if err := s.take(plan, lost); err != nil {
		return err
	}
	for _, scene := range []func() error{s.initiation, s.planning, s.execution, s.closing} {
		if err := scene(); err != nil {
			return err
		}
	}
	return nil
}

// pick returns the text in the language of the story.
func (s *story) pick(en, zh string) string { return pickIn(s.words.Lang, en, zh) }

// text is pick for what papers in the other language show too.
func (s *story) text(en, zh string) string {
	s.names.pair(en, zh)
	return s.pick(en, zh)
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

// list prints findings with their remedies.
func (s *story) list(found []finding.Finding) {
	for _, f := range found {
		fmt.Fprintf(s.out, "    - %s\n", s.words.Finding(f))
		s.remedy(f)
	}
}

// grouped prints what blocks before what only warns, and each remedy once,
// below the findings that it is for.
func (s *story) grouped(found []finding.Finding) {
	found = slices.Clone(found)
	finding.Sort(found)
	for _, group := range []struct {
		blocks bool
		title  string
	}{{true, s.pick("These block:", "以下问题阻断：")}, {false, s.pick("These only warn:", "以下问题仅作警告：")}} {
		list := finding.Filter(found, func(f finding.Finding) bool { return (f.Severity == finding.Block) == group.blocks })
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(s.out, "    %s\n", group.title)
		for len(list) > 0 {
			remedy := list[0].Remedy
			alike := func(f finding.Finding) bool { return f.Remedy == remedy }
			for _, f := range finding.Filter(list, alike) {
				fmt.Fprintf(s.out, "    - %s\n", s.words.Finding(f))
			}
			s.remedy(list[0])
			list = slices.DeleteFunc(list, alike)
		}
	}
}

func (s *story) remedy(f finding.Finding) {
	if remedy := s.words.Remedy(f); remedy != "" {
		fmt.Fprintf(s.out, "      %s%s\n", s.pick("remedy: ", "对策："), remedy)
	}
}

// move asks for a move and says how it went. A refusal is told with every
// reason and the steps to a yes; it is no error.
func (s *story) move(cmd lifecycle.Command, en, zh string) (bool, error) {
	_, err := s.desk.do(cmd)
	var refusal *lifecycle.Refusal
	if errors.As(err, &refusal) {
		s.on("%s: refused. Reasons: %d", "%s：被拒绝。理由：%d 条", s.pick(en, zh), len(refusal.Findings))
		s.list(refusal.Findings)
		s.say("  The way to yes:", "  通向“同意”的步骤：")
		for i, step := range refusal.Steps {
			fmt.Fprintf(s.out, "    %d. %s%s\n", i+1, s.words.Finding(finding.Finding{Code: step.Do, Subject: step.Subject, Want: step.Want}), s.by(step))
		}
		return false, nil
	}
	if err == nil {
		s.on("%s: permitted.", "%s：获准。", s.pick(en, zh))
	}
	return err == nil, err
}

// by names who can take a step.
func (s *story) by(step lifecycle.NextStep) string {
	if len(step.By) == 0 {
		return ""
	}
	var roles []string
	for _, role := range step.By {
		roles = append(roles, view.Word(s.words, string(role)))
	}
	return s.pick(" (", "（") + strings.Join(roles, s.pick(" or ", "或")) + s.pick(")", "）")
}

// after lets so many days pass, and the days off that follow.
func (s *story) after(days int) {
	s.desk.now = max(s.desk.now, s.workday(s.desk.now.Date().AddDays(days)).At(10*calendar.Hour))
}

// count writes a number of things with the right word for it.
func (s *story) count(n int, one, more, zh string) string {
	word := more
	if n == 1 {
		word = one
	}
	return fmt.Sprintf("%d %s", n, s.pick(word, zh))
}

// name is how people call a task.
func (s *story) name(id schedule.TaskID) string {
	t, _ := s.plan.Task(id)
	return "“" + t.Name + "”"
}

// minute writes a moment without seconds.
func minute(t calendar.DateTime) string { return strings.Replace(t.String()[:16], "T", " ", 1) }

// days writes working time in days of the plan, with its sign, to two places
// and halves away from zero.
func (s *story) days(w calendar.Work) string {
	day := int64(s.plan.Units.MinutesPerDay) * int64(calendar.Minute)
	if day <= 0 {
		day = 8 * int64(calendar.Hour)
	}
	sign, length := "+", int64(w)
	if length < 0 {
		sign, length = "-", -length
	}
	hundredths := (length*200/day + 1) / 2
	if hundredths == 0 {
		return "0"
	}
	text := fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
	return sign + strings.TrimSuffix(strings.TrimSuffix(text, "0"), ".0")
}

// short is the beginning of a digest, enough to tell it by.
func short(digest string) string {
	_, hex, named := strings.Cut(digest, ":")
	if !named {
		hex = digest
	}
	return hex[:min(len(hex), 12)]
}

// score writes a score to three places.
func (s *story) score(v finding.Value) string {
	if n, known := v.Rat(); known {
		return n.FloatString(3)
	}
	return s.fact(v)
}
