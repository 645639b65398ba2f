package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/kpi/portfolio"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
)

// closing ends the project early, since the customer does not accept what was
// handed over, judges it by the frozen standard, and says why it failed.
func (s *story) closing() error {
	s.scene("5 Closing", "5 收尾")
	s.desk.at(s.now.day.AddDays(1), 10)
	if err := s.giveUp(); err != nil {
		return err
	}
	record, err := s.close()
	if err != nil {
		return err
	}
	s.desk.at(s.now.day.AddDays(3), 10)
	s.tellOutcome(record.Outcome)
	s.desk.known[lifecycle.FactOutcomeJudged], s.desk.known[lifecycle.FactOpenItems] = finding.Bool(true), finding.Number(0, "")
	if err := s.desk.do(lifecycle.Close{Header: s.desk.head(manager, s.pick("the customer has left", "客户已离开")), Outcome: lifecycle.Cancelled}); err != nil {
		return err
	}
	s.on("The project is closed: %s.", "项目关闭：%s。", view.Word(s.words, string(lifecycle.Cancelled)))
	history := health.Timeline(s.moments)
	s.tellWarnings(history)
	s.tellDiagnosis(history)
	s.result = &result{record, history}
	return nil
}

// result is what the project leaves behind.
type result struct {
	record  closing.Record
	history health.History
}

// giveUp closes early: the customer refuses and withdraws.
func (s *story) giveUp() error {
	s.on("Riverside Grocers refuses to sign the handover and withdraws.", "河畔生鲜拒绝签署移交并退出合作。")
	cancel := lifecycle.Cancel{Header: s.desk.head(manager, s.pick("the customer withdraws", "客户退出"))}
	var no *lifecycle.Refusal
	if err := s.desk.do(cancel); !errors.As(err, &no) {
		return fmt.Errorf("early closing without the sponsor: %v", err)
	}
	shown, err := s.desk.engine.Explain(s.context(), s.desk.project, cancel)
	if err != nil {
		return err
	}
	approve := lifecycle.Approve{Header: s.desk.head(owner, ""), Move: lifecycle.MoveCancelProject, Role: lifecycle.RoleSponsor, Evidence: shown.Evidence}
	propose := lifecycle.ProposeMove{Header: s.desk.head(manager, s.pick("the customer withdraws", "客户退出")), Move: lifecycle.MoveCancelProject}
	cancel.Header = s.desk.head(manager, s.pick("the customer withdraws", "客户退出"))
	for _, cmd := range []lifecycle.Command{propose, approve, cancel} {
		if err := s.desk.do(cmd); err != nil {
			return err
		}
	}
	s.on("Zhao Gang approves the early closing.", "赵刚批准提前收尾。")
	return nil
}

// close judges the goals and takes the final figures, with the slip divided
// among its causes.
func (s *story) close() (closing.Record, error) {
	today := s.now.day.AddDays(1)
	late := s.now.result.Finish().Date().DaysSince(promised)
	actuals := append(s.measured(today), charter.Actual{Goal: "handover", Value: charter.Whole(int64(late)), On: today, Source: s.pick("handover report", "移交报告")})
	outcome, _ := closing.Judge(s.frozen, actuals, nil, today)
	status, err := s.value()
	if err != nil {
		return closing.Record{}, err
	}
	why, err := schedule.Attribute(context.Background(), s.agreed, s.now.plan, schedule.AttributionOptions{Before: s.baseline.Name})
	if err != nil {
		return closing.Record{}, err
	}
	slip, err := closing.SlipOf(s.now.plan, s.now.result, nil)
	if err != nil {
		return closing.Record{}, err
	}
	figures, err := closing.Figures(closing.Final{Plan: s.now.plan, Result: s.now.result, Status: status, Risks: s.risksOn(today), Late: why, Charter: &s.charter})
	return closing.Record{Project: s.charter.ID, Outcome: outcome, Figures: figures, Slip: slip, Late: *why, Problems: s.problems(), Lessons: s.lessons()}, err
}

// value is the earned value at the end.
func (s *story) value() (evm.Status, error) {
	rows, _, err := portfolio.Budgets(s.agreed, s.planned, *s.baseline, portfolio.OwnCost)
	if err != nil {
		return evm.Status{}, err
	}
	base, _, err := evm.NewBaseline(rows)
	if err != nil {
		return evm.Status{}, err
	}
	measured, _, err := evm.Measure(base, portfolio.Reports(s.now.plan, rows), s.now.plan.DataDate)
	return measured.Status, err
}

func (s *story) problems() []closing.Problem {
	return []closing.Problem{{
		ID: "p1", Severity: closing.High, Source: finding.Ref{Kind: "issue", ID: "I2"}, What: s.pick("One developer had three tasks at once.", "一名开发人员同时承担三项任务。"),
		Effect: s.pick("Each took nearly twice as long.", "每项任务耗时近两倍。"), Cause: s.pick("Nobody looked at who has how much to do.", "没有人查看每个人的工作量。"),
		Unsolved: s.pick("It was never decided what comes first.", "始终没有决定先做什么。"), Raised: s.meetings[5].Local.Date(), Recurs: closing.Likely,
	}}
}

func (s *story) lessons() []closing.Lesson {
	on := s.now.day.AddDays(2)
	l := closing.Lesson{
		ID: "l1", Situation: s.pick("A portal for a grocer with one developer.", "一名开发人员为零售商开发门户。"), WhatHappened: s.pick("Warnings were given for months and nobody read them.", "警告持续数月，无人查看。"),
		Cause: s.pick("Nobody was responsible for answering them.", "没有人负责回应。"), Advice: s.pick("Name one person who answers every warning within a week.", "指定一人，在一周内回应每项警告。"),
		AppliesTo: []closing.Trait{{Name: "customer", Value: "retail"}}, Evidence: []finding.Ref{{Kind: "issue", ID: "I2"}},
		Phase: string(lifecycle.PhaseExecution), Author: string(manager), On: on, Status: closing.Captured,
	}
	reviewed, found := l.Review(closing.Accepted, string(owner), on)
	if len(found) > 0 {
		return []closing.Lesson{l}
	}
	return []closing.Lesson{reviewed}
}

// tellOutcome prints the goals by the frozen standard.
func (s *story) tellOutcome(o closing.Outcome) {
	s.on("The outcome by the standard that was frozen on %s:", "按 %s 冻结的标准评定结果：", s.frozen.On)
	for _, g := range o.Goals {
		s.say("    %s: from %s, planned %s, actual %s: %s", "    %s：基准 %s，目标 %s，实际 %s：%s", s.names[g.Goal], s.figure(g.Baseline, g.Unit), s.figure(g.Planned, g.Unit),
			s.figure(g.Actual, g.Unit), view.Word(s.words, string(g.Verdict)))
	}
	s.say("    as a whole: %s", "    总体：%s", view.Word(s.words, string(o.Whole)))
}

func (s *story) figure(n charter.Number, unit string) string {
	if unit == "CNY" {
		return s.fact(finding.Money(n.Value("").Plain(), unit))
	}
	if unit == "percent" {
		unit = "%"
	}
	return s.fact(n.Value(unit))
}

// tellWarnings prints every warning with the date of the first time, how long
// before the harm that was, the remedy, and until when it was given again.
func (s *story) tellWarnings(h health.History) {
	list := s.ledger.ordered()
	s.hidden = s.unattested()
	stood := 0
	for _, w := range list {
		if w.on.Before(h.Harm.On) && (!w.last.Before(h.Harm.On) || s.hidden[w.first.Code]) {
			stood++
		}
	}
	s.say("\nThe first harm came on %s: %s.", "\n首次损害发生于 %s：%s。", h.Harm.On, s.words.Ref(h.Harm.Subject))
	for _, m := range months() {
		if m.lost > 0 {
			s.say("The first customer left in the month to %s.", "首家客户于截至 %s 的月份流失。", m.end)
			break
		}
	}
	s.say("The library gave %d kinds of warning; %d of them before the harm, and the remedy of these was not taken until it came:", "软件库共给出 %d 类警告；其中 %d 类早于损害，直到损害发生都未采取对策：", len(list), stood)
	for _, w := range list {
		s.tellWarning(w, h)
	}
}

func (s *story) tellWarning(w *warning, h health.History) {
	lead := s.pick("%d days before the harm", "早于损害 %d 天")
	n := h.Harm.On.DaysSince(w.on)
	if n < 0 {
		lead, n = s.pick("%d days after the harm", "晚于损害 %d 天"), -n
	}
	fmt.Fprintf(s.out, "%s  %s%s\n", w.on, s.words.Finding(w.first), s.pick(" ["+fmt.Sprintf(lead, n)+"]", "〔"+fmt.Sprintf(lead, n)+"〕"))
	fmt.Fprintf(s.out, "            %s%s\n", s.pick("remedy: ", "对策："), s.words.Remedy(w.first))
	fmt.Fprintf(s.out, "            %s%s\n", s.standing(w, h), s.counted(w))
}

// standing says what became of a warning.
func (s *story) standing(w *warning, h health.History) string {
	switch {
	case w.last == s.now.day:
		return fmt.Sprintf(s.pick("not taken: still given on the last evening, %s", "未采取：最后一晚（%s）仍在警告"), w.last)
	case s.hidden[w.first.Code]:
		return fmt.Sprintf(s.pick("not taken: attested away on %s, and still there without that word", "未采取：%s 以作证代替改正，去掉作证后问题依旧"), s.attested)
	case !w.last.Before(h.Harm.On):
		return fmt.Sprintf(s.pick("not taken before the harm: given until %s", "损害之前未采取：警告持续到 %s"), w.last)
	}
	return fmt.Sprintf(s.pick("given until %s", "警告到 %s 为止"), w.last)
}

// counted says of how many things a warning was given, where there are several.
func (s *story) counted(w *warning) string {
	if len(w.cases) < 2 {
		return ""
	}
	return fmt.Sprintf(s.pick("; %d cases", "；%d 个个案"), len(w.cases))
}

// unattested returns the codes that the charter would show without the word of
// the owner.
func (s *story) unattested() map[finding.Code]bool {
	bare := s.charter.Clone()
	for i := range bare.Goals {
		bare.Goals[i].Attestations = nil
	}
	codes := map[finding.Code]bool{}
	for _, f := range charter.Check(bare) {
		codes[f.Code] = true
	}
	return codes
}

// tellDiagnosis prints the four causes over the whole project: when each was
// first shown, on how many evenings, how strongly, and what would have cleared
// it on the first of them; then how the duties around risks were kept up, with
// the share of issues that were never risks.
func (s *story) tellDiagnosis(h health.History) {
	s.say("\nWhy it failed, over %d evenings:", "\n失败原因（共 %d 个观察日）：", len(h.Days))
	for k, name := range health.Causes() {
		evenings, strongest := 0, finding.Number(0, "")
		for _, causes := range h.Causes {
			c, _ := health.Of(causes, name)
			if c.Verdict != health.Shown {
				continue
			}
			evenings++
			if order, known := finding.CompareValues(c.Strength, strongest); known && order > 0 {
				strongest = c.Strength
			}
		}
		s.say("    %s: first shown %s, %s before the harm; on %d evenings, at most %s", "    %s：首次指出 %s，早于损害 %s；共 %d 个观察日，最高强度 %s",
			view.Word(s.words, string(name)), h.Leads[k].First, s.fact(h.Leads[k].Days), evenings, s.percent(strongest))
		s.tellSteps(h, name)
	}
	for _, m := range s.riskProcess().Measures {
		s.say("    %s: %d of %d", "    %s：%d/%d", view.Word(s.words, string(m.Name)), m.Good, m.Sample)
	}
	talk := health.Communication(s.now.input, clock(s.now.day, 18))
	s.say("    health of the communication: %s of %d signs within their limit", "    沟通健康度：%s（共 %d 项征兆）", s.percent(talk.Kept), talk.Judged)
}

// tellSteps prints what would have cleared a cause on the first evening.
func (s *story) tellSteps(h health.History, name health.Name) {
	for _, spell := range h.Spells {
		if spell.Name != name {
			continue
		}
		for _, step := range spell.Clear {
			fmt.Fprintf(s.out, "      - %s (%d)\n", s.words.Remedy(step.Finding), step.Need)
		}
		return
	}
}

// riskProcess says how the duties around risks were kept up, with the share of
// issues that were never risks.
func (s *story) riskProcess() risk.Process {
	var issues []risk.IssueRef
	for _, i := range s.record.Issues {
		x := risk.IssueRef{ID: i.ID, Raised: s.now.day}
		if i.Source.Kind == "risk" {
			x.Risk = i.Source.ID
		}
		issues = append(issues, x)
	}
	return s.risksOn(s.now.day).Process(s.now.day, issues)
}

// file writes the papers of both languages, archives the project, and says
// where everything is.
func (s *story) file(other *story) error {
	for _, x := range []*story{s, other} {
		if err := x.reports(); err != nil {
			return err
		}
	}
	if err := s.data(); err != nil {
		return err
	}
	s.desk.known[lifecycle.FactReportMade] = finding.Bool(true)
	return s.archive()
}

// reports writes the documents of one language.
func (s *story) reports() error {
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	past, err := s.desk.engine.History(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	value, err := s.value()
	if err != nil {
		return err
	}
	in := view.PlanInput{Plan: s.now.plan, Result: s.now.result, Baseline: s.baseline}
	for _, paper := range []struct {
		name string
		doc  *report.Document
	}{
		{"charter", view.Charter(s.words, s.charter, charter.Check(s.charter))},
		{"plan", view.Plan(s.words, in)},
		{"risks", view.Risks(s.words, s.risksOn(s.now.day), s.now.day)},
		{"health", view.Health(s.words, view.HealthInput{
			Project: s.project(), On: s.now.day, Causes: s.now.causes, History: &s.result.history,
			Talk: health.Communication(s.now.input, clock(s.now.day, 18)), Response: health.Response(s.now.input, clock(s.now.day, 18)),
		})},
		{"report", view.Closing(s.words, view.ClosingInput{
			Project: s.project(), State: state, History: past, Plan: s.now.plan, Result: s.now.result, Baseline: s.baseline,
			Record: s.result.record, Standard: s.frozen, Value: value,
		})},
	} {
		if err := s.paper(paper.name, paper.doc); err != nil {
			return err
		}
	}
	return nil
}

// paper writes a document as Markdown, as a page and as data.
func (s *story) paper(name string, doc *report.Document) error {
	for _, form := range []struct {
		ending string
		r      report.Renderer
	}{{"md", markdown.Renderer{}}, {"html", html.Renderer{}}, {"json", report.JSON{}}} {
		var b bytes.Buffer
		if err := form.r.Render(&b, doc); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := s.papers.Write(fmt.Sprintf("%s.%s.%s", name, s.words.Lang, form.ending), b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// data writes the records for programs, and the case for a comparison.
func (s *story) data() error {
	var changes, record, project bytes.Buffer
	if err := errors.Join(change.Encode(&changes, []change.Request{}), closing.EncodeRecord(&record, s.result.record), view.EncodeCase(&project, s.caseOf())); err != nil {
		return err
	}
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	log := bytes.Buffer{}
	if err := closing.WriteLog(&log, s.desk.log.Load(s.context(), s.desk.project, 0)); err != nil {
		return err
	}
	for _, file := range []struct {
		name  string
		value any
	}{
		{"changes.json", json.RawMessage(changes.Bytes())}, {"record.json", json.RawMessage(record.Bytes())}, {"case.json", json.RawMessage(project.Bytes())},
		{"baselines.json", s.baselines()}, {"decisions.json", state.Overrides()}, {"milestones.json", schedule.Milestones(s.now.plan, s.now.result)},
	} {
		data, err := json.MarshalIndent(file.value, "", "  ")
		if err != nil {
			return err
		}
		if err := s.papers.Write(file.name, append(data, '\n')); err != nil {
			return err
		}
	}
	return s.papers.Write("log.jsonl", log.Bytes())
}

// caseOf is the project as it is held against another.
func (s *story) caseOf() view.Case {
	names, goals := map[string]string{}, map[string]string{}
	for _, j := range jobs() {
		names["task "+j.id] = s.pick(j.en, j.zh)
	}
	for _, g := range s.charter.Goals {
		names["goal "+g.ID], goals[g.ID] = s.names[g.ID], s.names[g.ID]
	}
	names["charter "+s.charter.ID] = s.project()
	return view.NewCase(view.CaseInput{
		Project: s.project(), Start: opening, History: s.result.history, Charter: &s.charter, Plan: view.PlanInput{Plan: s.agreed, Result: s.planned},
		Record: s.result.record, Goals: goals, Names: names,
	})
}

// archive lists every paper with its digest and archives the project when
// nothing is missing.
func (s *story) archive() error {
	s.scene("6 Archive", "6 归档")
	m := closing.Manifest{Project: s.charter.ID, On: s.desk.now.Date(), By: string(manager), Classes: []closing.Retention{{ID: "contract", Years: 10, Basis: "commercial law"}}}
	for _, name := range s.papers.Names() {
		in, err := s.papers.Read(name)
		if err != nil {
			return err
		}
		item, err := closing.Describe(item(name), in)
		if err != nil {
			return err
		}
		m.Items = append(m.Items, item)
	}
	m, err := m.Seal()
	if err != nil {
		return err
	}
	found := append(m.Check(closing.Required(string(phrase.En), string(phrase.ZhCN))), closing.Verify(m, s.papers.Names(), s.papers.Read)...)
	s.list(found)
	s.desk.known[lifecycle.FactManifestComplete] = finding.Bool(blocking(found) == 0)
	if err := s.desk.do(lifecycle.Archive{Header: s.desk.head(manager, "")}); err != nil {
		return err
	}
	checkpoint, err := s.desk.engine.Verify(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	s.on("Archived: %d papers (digest %s); the history of %d entries is unbroken.", "已归档：%d 份文件（摘要 %s）；%d 条历史记录链完整无损。", len(m.Items), short(m.Digest), checkpoint.Version)
	var list, bundle bytes.Buffer
	if err := closing.Encode(&list, m); err != nil {
		return err
	}
	if _, err := closing.WriteBundle(s.context(), &bundle, m, s.papers.Read, closing.BundleOptions{}); err != nil {
		return err
	}
	if err := errors.Join(s.papers.Write("archive.json", list.Bytes()), s.papers.Write("bundle.zip", bundle.Bytes())); err != nil {
		return err
	}
	s.say("\nThe papers are in %s.", "\n全部文件在 %s。", s.papers.Place())
	return nil
}

// item says what a paper is, by its name.
func item(name string) closing.Item {
	kinds := map[string]closing.Kind{
		"charter": closing.CharterItem, "plan": closing.PlanItem, "baselines": closing.BaselinesItem, "report": closing.ReportItem,
		"risks": closing.RiskItem, "milestones": closing.MilestonesItem, "changes": closing.ChangesItem, "decisions": closing.DecisionsItem,
		"log": closing.LogItem, "record": closing.OutcomeItem,
	}
	media := map[string]string{"md": "text/markdown", "html": "text/html", "json": "application/json", "jsonl": "application/jsonl"}
	parts := strings.Split(name, ".")
	i := closing.Item{Name: name, Kind: kinds[parts[0]], MediaType: media[parts[len(parts)-1]], Retention: "contract"}
	if i.Kind == "" {
		i.Kind = "paper"
	}
	if len(parts) == 3 {
		i.Language = parts[1]
	}
	return i
}
