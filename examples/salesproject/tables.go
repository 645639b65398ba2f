package main

import (
	"bytes"
	"errors"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/parquet"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/report/xlsx"
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
		if err := errors.Join(s.table(t, t.Name), s.columns(t)); err != nil {
			return err
		}
	}
	if err := errors.Join(s.tools(), s.workbooks(in)); err != nil {
		return err
	}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		words := dataset.Dictionary(lang, view.DatasetSchemas(s.inLanguage(lang))...)
		if err := s.table(words, "dictionary."+string(lang)); err != nil {
			return err
		}
	}
	s.on("The figures stand in %d tables that join, as CSV, Parquet and workbooks with a dashboard, as a source for Tableau and a project for Power BI, with a dictionary in English and Chinese.", "全部数据写成 %d 个可关联的表（CSV、Parquet 及带看板的工作簿），并有 Tableau 数据源和 Power BI 项目，附中英文数据字典。", len(tables))
	return nil
}

// tools writes what makes the tables a data source for Tableau and a project
// for Power BI: types, relations, measures, words.
func (s *story) tools() error {
	schemas := view.DatasetSchemas(s.words)
	source := view.DatasetTableau(s.words, "Milepost")
	source.Folder = dataFolder
	var b bytes.Buffer
	if _, err := source.Write(&b, schemas...); err != nil {
		return err
	}
	if err := s.papers.write("milepost.tds", b.Bytes()); err != nil {
		return err
	}
	files, _, err := view.DatasetPowerBI(s.words, "Milepost").Files(schemas...)
	for _, f := range files {
		if err == nil {
			err = s.papers.write("powerbi/"+f.Path, f.Data)
		}
	}
	return err
}

// workbooks writes the tables as a workbook in each language: a dashboard with
// charts, the plan as bars, formulas that follow when a figure is changed.
func (s *story) workbooks(in view.DatasetInput) error {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		words := s.inLanguage(lang)
		book := xlsx.Workbook{Title: s.plan.Name, Lang: lang, AsOf: finding.Date(s.plan.DataDate.String()), Gantt: &xlsx.Gantt{}, Titles: true}
		for _, t := range view.Dataset(words, in) {
			book.Sheets = append(book.Sheets, xlsx.Standard(t))
		}
		book.Dashboard = xlsx.StandardDashboard(lang, book.Sheets...)
		var b bytes.Buffer
		if _, err := book.Write(&b); err != nil {
			return err
		}
		if err := s.papers.write("workbook."+string(lang)+".xlsx", b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// table writes one table as spreadsheets and tools of analysis read it.
func (s *story) table(t dataset.Table, name string) error {
	var b bytes.Buffer
	if err := (dataset.CSV{}).Write(&b, t); err != nil {
		return err
	}
	return s.papers.write(dataFolder+"/"+name+".csv", b.Bytes())
}

// columns writes one table as Parquet, with the type of each column.
func (s *story) columns(t dataset.Table) error {
	var b bytes.Buffer
	if err := parquet.Write(&b, t); err != nil {
		return err
	}
	return s.papers.write(dataFolder+"/"+t.Name+".parquet", b.Bytes())
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
