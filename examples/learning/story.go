package main

import (
	"errors"
	"fmt"
	"io"
	"math/big"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	manager = "wang.fang"
	sponsor = "lin.hua"
)

// story is the second project. What the company remembers grows with it.
type story struct {
	out      io.Writer
	words    phrase.Printer
	memory   closing.Memory
	today    calendar.Date
	plan     *schedule.Plan
	result   *schedule.Result
	estimate closing.Estimate
	suggest  []closing.Suggestion
	lost     finding.Value // working time lost by the mishap
	actual   finding.Value // working time that the project took
}

// newStory begins with what the company remembers.
func newStory(out io.Writer, lang phrase.Lang, memory closing.Memory) (*story, error) {
	memory.Closed = append(past(), memory.Closed...)
	s := &story{out: out, words: phrase.In(lang), memory: memory, today: calendar.DateOf(2013, 6, 17)}
	var err error
	if s.plan, err = s.newPlan(); err != nil {
		return nil, err
	}
	s.result, err = schedule.Compute(s.plan, schedule.Options{})
	return s, err
}

// tell plays it.
func (s *story) tell() error {
	for _, scene := range []func() error{s.offers, s.decide, s.calibrate, s.mishap, s.judge} {
		if err := scene(); err != nil {
			return err
		}
	}
	return finding.AsError("memory", finding.Filter(s.memory.Check(), func(f finding.Finding) bool { return f.Severity == finding.Block }))
}

// offers lets the library offer what fits the project while it plans.
func (s *story) offers() error {
	s.scene("1 What is offered", "1 系统推荐")
	s.say("“%s” begins to plan: %s to %s.", "“%s”开始规划：%s 至 %s。", s.plan.Name, s.result.Start().Date(), s.result.Finish().Date())
	s.suggest = closing.Similar(closing.UsualWeights(), traits("small"), s.memory.Lessons, 3)
	for _, x := range s.suggest {
		s.say("Lesson %s of %s is offered, likeness %s: %s", "推荐 %[2]s 的经验 %[1]s，相似度 %[3]s：%[4]s", x.Lesson.ID, x.Lesson.Project, percent(x.Likeness.Score), x.Lesson.Advice)
		for _, why := range x.Likeness.Reasons {
			s.say("    %s %s", "    %s：%s", view.Word(s.words, why.Trait), view.Word(s.words, string(why.Agreement)))
		}
	}
	s.memory.Offers = append(s.memory.Offers, closing.OfferTo(nextProject, s.suggest, s.today, s.memory.Offers)...)
	s.memory.Improvements = closing.CarryTo(nextProject, s.memory.Improvements)
	for _, x := range s.memory.Improvements {
		if len(x.Carried) > 0 {
			s.say("Improvement %s comes along: %s", "改进项 %s 一并带来：%s", x.ID, x.What)
		}
	}
	return nil
}

// decide declines one lesson with a reason, accepts the other and uses it.
func (s *story) decide() error {
	s.scene("2 What becomes of it", "2 如何处理")
	if err := s.step("l1", closing.OfferStep{To: closing.OfferDeclined, Why: s.pick("the owner of the bakery decides himself", "面包房老板自行决定")}); err != nil {
		return err
	}
	if err := s.step("l2", closing.OfferStep{To: closing.OfferAccepted}); err != nil {
		return err
	}
	var err error
	if s.plan, err = s.train(s.plan); err != nil {
		return err
	}
	before := s.result.Finish()
	if s.result, err = schedule.Compute(s.plan, schedule.Options{}); err != nil {
		return err
	}
	if err := s.step("l2", closing.OfferStep{To: closing.OfferUsed, Where: finding.Ref{Kind: "task", ID: string(trainTask)}}); err != nil {
		return err
	}
	s.say("A stand-in is trained beside the design; the finish moves by %s working days.", "在设计期间培养替补人员；完成时间变动 %s 个工作日。", s.days(s.result.ProjectCalendar().Between(before, s.result.Finish())))
	return s.improve(closing.ImprovementStep{To: closing.ImprovementApplied})
}

// calibrate holds the plan against what closed projects of its kind took.
func (s *story) calibrate() error {
	s.scene("3 The calibrated estimate", "3 校准估算")
	s.estimate = closing.Reference(closing.ReferenceRule{}, traits("small"), closing.DurationAspect, s.memory.Closed)
	offer, known := closing.OfferEstimate(nextProject, s.estimate, s.today)
	if !known {
		return errors.New("the closed projects say nothing")
	}
	s.memory.Offers = append(s.memory.Offers, offer)
	back, _ := closing.BackTestReference(closing.ReferenceRule{}, closing.DurationAspect, s.memory.Closed)
	f := s.estimate.Of(s.planned())
	s.say("%d closed projects of the kind say: planned %s working days, likely %s, between %s and %s (%s sure).", "%d 个同类已结项目表明：计划 %s 个工作日，可能 %s，介于 %s 与 %s 之间（把握 %s）。",
		len(s.estimate.Class), inDays(s.planned()), inDays(f.Likely), inDays(f.Low), inDays(f.High), percent(s.estimate.Coverage))
	s.say("Such estimates of the past: %d of %d held.", "以往此类估算：%d/%d 命中。", back.Covered, back.Tested)
	if err := s.step(string(closing.DurationAspect), closing.OfferStep{To: closing.OfferAccepted}); err != nil {
		return err
	}
	promised, err := s.result.ProjectCalendar().Add(s.result.Start(), minutesOf(f.High))
	if err != nil {
		return err
	}
	s.say("The handover is promised for %s, not for %s.", "承诺的移交日期为 %s，而不是 %s。", promised.Date(), s.result.Finish().Date())
	return s.step(string(closing.DurationAspect), closing.OfferStep{To: closing.OfferUsed, Where: finding.Ref{Kind: "task", ID: "handover"}})
}

// planned is the working time of the plan from start to finish.
func (s *story) planned() finding.Value {
	return finding.Number(int64(s.result.ProjectCalendar().Between(s.result.Start(), s.result.Finish())/calendar.Minute), "min")
}

// mishap is the same as in the first project: who everything waits for is
// away. Now somebody can take over.
func (s *story) mishap() error {
	s.scene("4 The same mishap again", "4 同样的意外再次发生")
	happened, err := s.away(s.plan)
	if err != nil {
		return err
	}
	s.today = happened.From
	able := change.Means{}
	for _, r := range s.plan.Resources {
		if r.ID == standIn {
			able.Candidates = append(able.Candidates, change.Candidate{Resource: r})
		}
	}
	ways, err := change.Propose(change.Input{Plan: s.plan, By: manager, At: happened.From.At(8 * calendar.Hour)}, happened, able)
	if err != nil {
		return err
	}
	planned := s.result.Finish()
	for _, o := range ways.Options {
		after, _ := o.Impact.Option(change.Requested)
		s.say("    %d. %s: %s working days lost", "    %d. %s：损失 %s 个工作日", o.Place, view.Word(s.words, string(o.Kind)), s.days(s.result.ProjectCalendar().Between(planned, after.Finish)))
	}
	if s.plan, err = schedule.Apply(s.plan, ways.Edits(ways.Options[0].ID)); err != nil {
		return err
	}
	if s.result, err = schedule.Compute(s.plan, schedule.Options{}); err != nil {
		return err
	}
	s.lost = finding.Number(int64(s.result.ProjectCalendar().Between(planned, s.result.Finish())/calendar.Minute), "min")
	s.say("Chosen: %s.", "选定：%s。", view.Word(s.words, string(ways.Options[0].Kind)))
	return nil
}

// judge says at the end what the lesson, the improvement and the estimate
// brought. Testing took a week longer than planned.
func (s *story) judge() error {
	s.scene("5 What it brought", "5 成效")
	for i := range s.plan.Tasks {
		if s.plan.Tasks[i].ID == "test" {
			s.plan.Tasks[i].Duration.Length += 5 * day
		}
	}
	var err error
	planned := s.estimate.Of(finding.Number(70*480, "min"))
	if s.result, err = schedule.Compute(s.plan, schedule.Options{}); err != nil {
		return err
	}
	s.today, s.actual = s.result.Finish().Date().AddDays(7), s.planned()
	if err := s.step("l2", closing.OfferStep{To: closing.OfferUseful, Why: s.pick("the stand-in took over at once", "替补人员立即接手")}); err != nil {
		return err
	}
	verdict, why := closing.OfferUseless, s.pick("it came otherwise", "结果超出区间")
	if within(s.actual, planned) {
		verdict, why = closing.OfferUseful, s.pick("the project took what it said", "项目用时在区间之内")
	}
	s.say("The project took %s working days.", "项目实际用时 %s 个工作日。", inDays(s.actual))
	if err := s.step(string(closing.DurationAspect), closing.OfferStep{To: verdict, Why: why}); err != nil {
		return err
	}
	if err := s.improve(closing.ImprovementStep{To: closing.ImprovementJudged, After: s.lost}); err != nil {
		return err
	}
	s.memory.Closed = append(s.memory.Closed, closing.Closed{Project: nextProject, On: s.today, Traits: traits("small"),
		Duration: closing.Pair{Planned: finding.Number(70*480, "min"), Actual: s.actual}})
	for _, u := range closing.Uses(s.memory.Offers) {
		s.say("    %s: offered %d, accepted %d, declined %d, used %d, useful %d", "    %s：推荐 %d，采纳 %d，谢绝 %d，使用 %d，有用 %d", s.called(u.Lesson), u.Offered, u.Accepted, u.Declined, u.Used, u.Useful)
	}
	return nil
}

// within reports whether a figure lies in a forecast, ends included.
func within(v finding.Value, f closing.Forecast) bool {
	x, known := v.Rat()
	low, low2 := f.Low.Rat()
	high, high2 := f.High.Rat()
	return known && low2 && high2 && x.Cmp(low) >= 0 && x.Cmp(high) <= 0
}

// step takes the offer of a lesson or an estimate one step on.
func (s *story) step(id string, step closing.OfferStep) error {
	step.By, step.On = manager, s.today
	for i, o := range s.memory.Offers {
		if o.Project != nextProject || o.Lesson != id && string(o.Aspect) != id {
			continue
		}
		next, found := o.Take(step)
		if err := finding.AsError("offer", found); err != nil {
			return err
		}
		s.memory.Offers[i] = next
		line := fmt.Sprintf(s.pick("%s: %s", "%s：%s"), s.called(id), view.Word(s.words, string(step.To)))
		if step.Why != "" {
			line += fmt.Sprintf(s.pick(" (%s)", "（%s）"), step.Why)
		}
		s.say("%s", "%s", line)
		return nil
	}
	return fmt.Errorf("%s was not offered", id)
}

// called names a lesson or the estimate.
func (s *story) called(id string) string {
	if id == string(closing.DurationAspect) {
		return s.pick("the estimate", "估算")
	}
	return s.pick("lesson ", "经验 ") + id
}

// improve takes the improvement that came along one step on.
func (s *story) improve(step closing.ImprovementStep) error {
	step.By, step.On, step.Project = sponsor, s.today, nextProject
	for i, x := range s.memory.Improvements {
		if len(x.Carried) == 0 {
			continue
		}
		next, found := x.Take(step)
		if err := finding.AsError("improvement", found); err != nil {
			return err
		}
		s.memory.Improvements[i] = next
		s.say("Improvement %s: %s", "改进项 %s：%s", x.ID, view.Word(s.words, string(next.State)))
		if next.State == closing.ImprovementJudged {
			s.say("    %s: %s working days before, %s after: %s", "    %s：之前 %s 个工作日，之后 %s：%s", next.Measure.Name, inDays(next.Measure.Before), inDays(next.Measure.After), view.Word(s.words, string(next.Verdict)))
		}
	}
	return nil
}

// documents are the papers in a language.
func (s *story) documents(w phrase.Printer) map[string]*report.Document {
	return map[string]*report.Document{
		"offers":       view.Offers(w, view.OffersInput{Project: s.plan.Name, On: s.today, Suggestions: s.suggest, Offers: s.memory.Offers, Uses: closing.Uses(s.memory.Offers)}),
		"estimate":     view.Reference(w, view.ReferenceInput{Project: s.plan.Name, On: s.today, Estimate: s.estimate, Planned: finding.Number(70*480, "min")}),
		"improvements": view.Improvements(w, s.memory.Improvements, s.today),
	}
}

// pick returns the text in the language of the story.
func (s *story) pick(en, zh string) string {
	if s.words.Lang == phrase.ZhCN {
		return zh
	}
	return en
}

func (s *story) say(en, zh string, args ...any) { fmt.Fprintf(s.out, s.pick(en, zh)+"\n", args...) }

func (s *story) scene(en, zh string) { fmt.Fprintf(s.out, "\n== %s ==\n\n", s.pick(en, zh)) }

// days writes working time in days of eight hours.
func (s *story) days(w calendar.Work) string {
	return finding.Ratio(int64(w), int64(day), "").Plain()
}

// inDays writes minutes of work as days of eight hours, to one place.
func inDays(v finding.Value) string {
	n, known := v.Rat()
	if !known {
		return v.String()
	}
	return new(big.Rat).Quo(n, big.NewRat(480, 1)).FloatString(1)
}

func minutesOf(v finding.Value) calendar.Work {
	n, _ := v.Rat()
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return calendar.Work(whole.Int64()) * calendar.Minute
}

func percent(v finding.Value) string {
	n, known := v.Rat()
	if !known {
		return v.String()
	}
	return new(big.Rat).Mul(n, big.NewRat(100, 1)).FloatString(0) + "%"
}
