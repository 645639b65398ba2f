package main

import (
	"bytes"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

// dataFolder is where the tables stand.
const dataFolder = "dataset"

// dataset writes the project as tables that join, for tools of analysis, and
// what their columns mean in both languages.
func (s *story) dataset() error {
	in, err := s.facts()
	if err != nil {
		return err
	}
	tables := view.Dataset(s.words, in)
	s.list(dataset.CheckRows(tables...))
	for _, t := range tables {
		if err := s.table(t, t.Name+".csv"); err != nil {
			return err
		}
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		words := dataset.Dictionary(lang, view.DatasetSchemas(s.inLanguage(lang))...)
		if err := s.table(words, "dictionary."+string(lang)+".csv"); err != nil {
			return err
		}
	}
	s.on("The figures stand in %d tables that join, with a dictionary in English and Chinese.", "全部数据写成 %d 个可关联的表，附中英文数据字典。", len(tables))
	return nil
}

// table writes one table as spreadsheets and tools of analysis read it.
func (s *story) table(t dataset.Table, name string) error {
	var b bytes.Buffer
	if err := (dataset.CSV{}).Write(&b, t); err != nil {
		return err
	}
	return s.papers.write(dataFolder+"/"+name, b.Bytes())
}

// facts are what the tables are made of: all that the project knows.
func (s *story) facts() (view.DatasetInput, error) {
	state, err := s.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return view.DatasetInput{}, err
	}
	in := view.DatasetInput{
		ID: string(s.desk.project), Plan: s.plan, Result: s.result, Baseline: &s.baselines[0], Budget: s.value,
		Definition: lifecycle.SalesProject(), State: state, At: s.desk.clock(), Milestones: s.points, Trend: s.trend,
		Register: s.register, Changes: s.requests, Minutes: s.talk.Minutes, Closings: s.talk.Closings, Charter: s.charter, Team: s.team.Members, Odds: s.outlook,
	}
	var basis evm.Basis
	for _, x := range s.statuses {
		in.Measured = append(in.Measured, x.value)
		basis.History = append(basis.History, evm.Point{EV: x.value.Status.EV, AC: x.value.Status.AC})
		for _, f := range x.value.Status.Figures(basis) {
			if !f.Value.IsUnknown() {
				in.Figures = append(in.Figures, view.DatedFigure{On: x.at.Date(), Figure: f})
			}
		}
	}
	return in, nil
}
