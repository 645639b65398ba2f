package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// closing judges the goals by the frozen standard, writes the report in both
// languages, files everything and archives the project.
func (s *story) closing() error {
	s.scene("5 Closing", "5 收尾")
	s.after(15)
	record, found, err := s.record()
	if err != nil {
		return err
	}
	s.tellOutcome(record.Outcome)
	s.desk.know(true, lifecycle.FactOutcomeJudged)
	s.desk.tally(lifecycle.FactOpenItems, blocking(found)+s.openRisks())
	if _, err := s.desk.do(lifecycle.Close{Header: s.desk.head(manager, s.text("the outcome is judged", "结果已评定")), Outcome: verdict(record.Outcome.Whole)}); err != nil {
		return err
	}
	s.on("The project is closed: %s.", "项目关闭：%s。", view.Word(s.words, string(verdict(record.Outcome.Whole))))
	if err := s.reports(record, found); err != nil {
		return err
	}
	s.desk.know(true, lifecycle.FactReportMade)
	return s.archive()
}

// record is what the project leaves behind: outcome, figures, slip, lessons.
func (s *story) record() (closing.Record, []finding.Finding, error) {
	today := s.desk.now.Date()
	late := s.result.Finish().Date().DaysSince(baselineFinish(s.baselines[0]).Date())
	invoiced, err := s.invoiced()
	if err != nil {
		return closing.Record{}, nil, err
	}
	actuals := []charter.Actual{
		{Goal: "contract", Value: charter.RatNumber(invoiced.Rat()), On: today, Source: s.text("ledger", "账簿")},
		{Goal: "handover", Value: charter.Whole(int64(max(late, 0))), On: today, Source: s.text("handover report", "移交报告")},
		{Goal: "satisfaction", Value: charter.Fraction(22, 5), On: today, Source: s.text("survey", "满意度调查")},
	}
	outcome, found := closing.Judge(s.frozen, actuals, nil, today)
	figures, err := closing.Figures(closing.Final{
		Plan: s.plan, Result: s.result, Status: s.statuses[len(s.statuses)-1].value.Status, Requests: []change.Request{s.change}, Risks: s.register,
	})
	if err != nil {
		return closing.Record{}, nil, err
	}
	slip, err := closing.SlipOf(s.plan, s.result, []change.Request{s.change})
	if err != nil {
		return closing.Record{}, nil, err
	}
	lessons, err := s.lessons()
	if err != nil {
		return closing.Record{}, nil, err
	}
	record := closing.Record{Project: s.charter.ID, Outcome: outcome, Figures: figures, Slip: slip, Lessons: lessons}
	found = append(found, record.Check(nil)...)
	finding.Sort(found)
	return record, found, nil
}

// invoiced is the price of the contract and that of the change.
func (s *story) invoiced() (money.Amount, error) {
	if s.change.Impact.CostMoved.Sign() <= 0 {
		return s.contract, nil
	}
	return s.contract.Add(s.price(s.change.Impact.CostMoved))
}

func (s *story) lessons() ([]closing.Lesson, error) {
	lesson := closing.Lesson{
		ID: "l1", Situation: s.text("Key users approve designs in season.", "关键用户在旺季审批设计。"),
		WhatHappened: s.text("Deputies named in the contract kept the reviews on time.", "合同中指定的代理人保证了评审按时进行。"),
		Cause:        s.text("They could decide.", "他们有决定权。"), Advice: s.text("Name deputies with the right to decide in every contract.", "在每份合同中指定有决定权的代理人。"),
		AppliesTo: []closing.Trait{{Name: "customer", Value: "retail"}}, Evidence: []finding.Ref{{Kind: "risk", ID: "r1"}},
		Phase: string(lifecycle.PhaseExecution), Author: string(manager), On: s.desk.now.Date(), Status: closing.Captured,
	}
	reviewed, found := lesson.Review(closing.Accepted, string(sponsor), s.desk.now.Date())
	return []closing.Lesson{reviewed}, finding.AsError("lesson", found)
}

// tellOutcome prints the goals and the slip.
func (s *story) tellOutcome(o closing.Outcome) {
	s.on("The outcome against the goals:", "对照目标的结果：")
	for _, g := range o.Goals {
		s.say("    %s: planned %s, actual %s, attained %s: %s", "    %s：计划 %s，实际 %s，达成率 %s：%s", s.names.goal(s.words.Lang, g.Goal),
			s.figure(g.Planned, g.Unit), s.figure(g.Actual, g.Unit), share(g.Attained), view.Word(s.words, string(g.Verdict)))
		if n, known := g.Attained.Rat(); known && n.Sign() < 0 {
			s.say("      Below 0%% it is worse than where the goal started from: %s.", "      达成率低于 0%% 表示比目标的基准值更差：%s。", s.figure(g.Baseline, g.Unit))
		}
	}
	s.say("    as a whole: %s (%s)", "    总体：%s（%s）", view.Word(s.words, string(o.Whole)), share(o.Score))
}

// figure writes a value of a goal, an amount of money as such.
func (s *story) figure(n charter.Number, unit string) string {
	if unit == "CNY" {
		return s.fact(finding.Money(n.Value("").Plain(), unit))
	}
	return s.fact(n.Value(unit))
}

// share writes an attainment in percent.
func share(n charter.Number) string {
	format := report.Format{}
	return format.Cell(&report.Column{Type: report.TypePercent}, n.Value(""))
}

// verdict is what the engine is told.
func verdict(v charter.Verdict) lifecycle.Outcome {
	switch v {
	case charter.Pass:
		return lifecycle.Attained
	case charter.Partial:
		return lifecycle.PartlyAttained
	case charter.Fail:
		return lifecycle.Missed
	}
	return lifecycle.Undetermined
}

// reports writes the project report in both languages and its data.
func (s *story) reports(record closing.Record, found []finding.Finding) error {
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	history, err := s.desk.engine.History(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	in := view.ClosingInput{
		Project: s.plan.Name, State: state, History: history, Plan: s.plan, Result: s.result, Baseline: &s.baselines[0], Record: record, Standard: s.frozen,
		Value: s.statuses[len(s.statuses)-1].value.Status, Changes: []change.Request{s.change}, Findings: found,
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := s.named(view.Closing(s.inLanguage(lang), in))
		noting(doc, "Dates of tasks are compared with baseline %s, which was agreed first; earned value with baseline %s, which is in force.",
			"任务日期与最初商定的基线 %s 比较；挣值与当前有效的基线 %s 比较。", s.baselines[0].Name, s.baseline().Name)
		for _, form := range []struct {
			ending string
			r      report.Renderer
		}{{"md", markdown.Renderer{}}, {"html", html.Renderer{}}, {"json", report.JSON{}}} {
			name := fmt.Sprintf("report.%s.%s", lang, form.ending)
			if err := s.attach(name, "report", func() ([]byte, error) {
				var b bytes.Buffer
				err := form.r.Render(&b, doc)
				return b.Bytes(), err
			}); err != nil {
				return err
			}
		}
	}
	s.on("The report is written in English and Chinese, each as Markdown, page and data.", "报告以中英文写成，各有 Markdown、网页和数据三种格式。")
	return s.data(record)
}

// data writes what programs want: the plan and its dates as a table, the
// records as JSON.
func (s *story) data(record closing.Record) error {
	if err := s.chart("gantt-final", view.PlanInput{Plan: s.plan, Result: s.result, Baseline: &s.baselines[0]}); err != nil {
		return err
	}
	for _, table := range []dataset.Table{view.LinkTable(s.plan), view.TaskTable(view.PlanInput{Plan: s.plan, Result: s.result, Baseline: &s.baselines[0]})} {
		if err := s.attach(table.Schema.Name+".csv", "data", func() ([]byte, error) { return s.table(table) }); err != nil {
			return err
		}
	}
	var requests bytes.Buffer
	if err := change.Encode(&requests, []change.Request{s.change}); err != nil {
		return err
	}
	for _, file := range []struct {
		name, class string
		value       any
	}{
		{"baselines.json", "baselines", s.baselines}, {"record.json", "outcome", record},
		{"milestones.json", "milestones", s.milestones()}, {"changes.json", "changes", json.RawMessage(requests.Bytes())},
	} {
		if err := s.attach(file.name, file.class, func() ([]byte, error) { return jsonOf(file.value) }); err != nil {
			return err
		}
	}
	return nil
}

// milestone is a line of the milestone record.
type milestone struct {
	Task     string `json:"task"`
	Name     string `json:"name"`
	Baseline string `json:"baseline_finish"`
	Actual   string `json:"actual_finish"`
}

func (s *story) milestones() []milestone {
	list := []milestone{}
	parents := s.parents()
	for _, t := range s.baselines[0].Tasks {
		if parents[t.ID] || t.Start != t.Finish || t.Finish == 0 {
			continue
		}
		if now, still := s.plan.Task(t.ID); still {
			list = append(list, milestone{string(t.ID), now.Name, t.Finish.String(), s.times(t.ID).Finish.String()})
		}
	}
	return list
}

// archive writes the log, lists every paper with its digest, and archives the
// project when nothing is missing.
func (s *story) archive() error {
	log, err := s.log()
	if err != nil {
		return err
	}
	if err := s.papers.write("log.jsonl", log); err != nil {
		return err
	}
	m := closing.Manifest{
		Project: s.charter.ID, On: s.desk.now.Date(), By: string(manager),
		Classes: []closing.Retention{{ID: "contract", Years: 10, Basis: "commercial law"}},
	}
	for _, name := range s.papers.names {
		item, err := closing.Describe(item(name), bytes.NewReader(s.papers.content[name]))
		if err != nil {
			return err
		}
		m.Items = append(m.Items, item)
	}
	if m, err = m.Seal(); err != nil {
		return err
	}
	found := append(m.Check(closing.Required(string(phrase.En), string(phrase.ZhCN))), closing.Verify(m, s.papers.names, s.open)...)
	s.list(found)
	s.desk.know(blocking(found) == 0, lifecycle.FactManifestComplete)
	s.on("The archive holds %d papers; its manifest has the digest %s.", "归档共 %d 份文件；清单摘要为 %s。", len(m.Items), short(m.Digest))
	if _, err := s.desk.do(lifecycle.Archive{Header: s.desk.head(manager, "")}); err != nil {
		return err
	}
	checkpoint, err := s.desk.engine.Verify(s.context(), s.desk.project)
	if err != nil {
		return err
	}
	s.on("Archived. The history of %d entries is unbroken.", "已归档。%d 条历史记录链完整无损。", checkpoint.Version)
	var b bytes.Buffer
	if err := closing.Encode(&b, m); err != nil {
		return err
	}
	if err := s.papers.write(marker, b.Bytes()); err != nil {
		return err
	}
	s.say("\nThe papers are in %s.", "\n全部文件在 %s。", s.papers.final)
	return nil
}

func (s *story) open(name string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(s.papers.content[name])), nil
}

// item says what a paper is, by its name.
func item(name string) closing.Item {
	kinds := map[string]closing.Kind{
		"charter": closing.CharterItem, "plan": closing.PlanItem, "baselines": closing.BaselinesItem, "report": closing.ReportItem,
		"risks": closing.RiskItem, "milestones": closing.MilestonesItem, "changes": closing.ChangesItem, "change": closing.DecisionsItem,
		"log": closing.LogItem, "record": closing.OutcomeItem,
	}
	media := map[string]string{
		"md": "text/markdown", "html": "text/html", "svg": "image/svg+xml", "csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl",
	}
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

// log writes the history a line an event, as the log keeps it.
func (s *story) log() ([]byte, error) {
	var b bytes.Buffer
	for event, err := range s.desk.keep.log.Load(s.context(), s.desk.project, 0) {
		if err != nil {
			return nil, err
		}
		line, err := json.Marshal(struct {
			Version lifecycle.Version   `json:"version"`
			ID      string              `json:"id"`
			Type    lifecycle.EventType `json:"type"`
			At      string              `json:"at"`
			Data    json.RawMessage     `json:"data"`
			Meta    map[string]string   `json:"meta"`
		}{event.Version, event.ID, event.Type, event.At.UTC().Format("2006-01-02T15:04:05Z"), event.Data, event.Meta})
		if err != nil {
			return nil, err
		}
		b.Write(append(line, '\n'))
	}
	return b.Bytes(), nil
}
