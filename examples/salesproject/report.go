package main

import (
	"bytes"
	"encoding/json"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/team"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
)

// reading is what the report takes besides the other files of the archive.
type reading struct {
	Version  lifecycle.Version `json:"version"` // of the history when the report was written
	Status   evm.Status        `json:"status"`
	Findings []finding.Finding `json:"findings"`
	Standard charter.Frozen    `json:"standard"`
	Team     team.Summary      `json:"team"`
	// Open and Improvements outlive the project.
	Open         []comms.Item          `json:"open"`
	Improvements []closing.Improvement `json:"improvements"`
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
	s.reading = reading{Version: s.desk.keep.log.at, Status: s.statuses[len(s.statuses)-1].value.Status, Findings: found, Standard: s.frozen,
		Team: s.level, Open: comms.OpenItems(comms.ActionLog(s.talk.Minutes, s.talk.Closings)), Improvements: s.memory.Improvements}
	if err := s.paper("report", "report", func(w phrase.Printer) *report.Document { return s.report(w, state, history, record) }); err != nil {
		return err
	}
	s.on("The report is written in English and Chinese, each as Markdown, page and data.", "报告以中英文写成，各有 Markdown、网页和数据三种格式。")
	return s.data(record)
}

// report is the project report in a language, from what the records say.
func (s *story) report(w phrase.Printer, state lifecycle.State, history []lifecycle.Entry, record closing.Record) *report.Document {
	doc := view.Closing(w, view.ClosingInput{
		Project: s.plan.Name, State: state, History: history, Plan: s.plan, Result: s.result, Baseline: &s.plan.Baselines[0], Record: record,
		Standard: s.reading.Standard, Value: s.reading.Status, Changes: s.requests, Risks: s.register, Team: &s.reading.Team,
		Open: s.reading.Open, Improvements: s.reading.Improvements, Findings: s.reading.Findings,
	})
	noting(doc, "Dates of tasks are compared with baseline %s, which was agreed first; earned value with baseline %s, which is in force.",
		"任务日期与最初商定的基线 %s 比较；挣值与当前有效的基线 %s 比较。", s.plan.Baselines[0].Name, s.plan.Baselines[len(s.plan.Baselines)-1].Name)
	return doc
}

// data writes what programs want: all figures as tables that join, the records
// as JSON.
func (s *story) data(record closing.Record) error {
	if err := s.chart("gantt-final", view.PlanInput{Plan: s.plan, Result: s.result, Baseline: &s.baselines[0]}); err != nil {
		return err
	}
	if err := s.dataset(); err != nil {
		return err
	}
	var requests, charters, registers, records bytes.Buffer
	for _, err := range []error{
		change.Encode(&requests, s.requests), charter.Encode(&charters, s.charter), risk.Encode(&registers, s.register), closing.EncodeRecord(&records, record),
	} {
		if err != nil {
			return err
		}
	}
	for _, file := range []struct {
		name, class string
		value       any
	}{
		{"baselines.json", "baselines", s.baselines}, {"milestones.json", "milestones", s.milestones()}, {"plan.json", "plan", s.plan}, {"reading.json", "data", s.reading},
		{"changes.json", "changes", json.RawMessage(requests.Bytes())}, {"charter.json", "charter", json.RawMessage(charters.Bytes())},
		{"risks.json", "risks", json.RawMessage(registers.Bytes())}, {"record.json", "outcome", json.RawMessage(records.Bytes())},
		{"minutes.json", "minutes", s.talk.Minutes}, {"lessons.json", "lessons", s.lessons},
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
