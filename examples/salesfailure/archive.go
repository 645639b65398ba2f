package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

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
	"github.com/milepost-go/milepost/schedule"
)

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
