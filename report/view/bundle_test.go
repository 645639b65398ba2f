package view_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/milepost-go/milepost/kpi/evm"
	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/risk"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// holder is a host with one project.
type holder struct{ at time.Time }

func (h *holder) now() time.Time { h.at = h.at.Add(time.Hour); return h.at }

func (*holder) Authorize(context.Context, lifecycle.StreamID, lifecycle.Ask) (lifecycle.Grant, error) {
	return lifecycle.Grant{Roles: []lifecycle.Role{lifecycle.RoleManager, lifecycle.RoleSponsor}}, nil
}

func (h *holder) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
	var list []lifecycle.Fact
	for _, name := range names {
		v := finding.Bool(true)
		if name == lifecycle.FactGoalsBlocking || name == lifecycle.FactOpenItems {
			v = finding.Number(0, "")
		}
		list = append(list, lifecycle.Fact{Name: name, Value: v, At: h.at})
	}
	return list, nil
}

func (h *holder) engine(t *testing.T, log lifecycle.Log) *lifecycle.Engine {
	t.Helper()
	e, err := lifecycle.New(lifecycle.Config{Log: log, Definitions: []*lifecycle.Definition{lifecycle.SalesProject()}, Auth: h, Facts: []lifecycle.FactSource{h}, Now: h.now})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// papers is all that a project leaves behind, as documents.
type papers struct {
	plan     *schedule.Plan
	baseline schedule.Baseline
	charter  charter.Charter
	register risk.Register
	requests []change.Request
	record   closing.Record
	standard charter.Frozen
	status   evm.Status
	log      *lifecycle.MemLog
}

// livePapers is a project as the host has it at the end.
func livePapers(t *testing.T) papers {
	t.Helper()
	in := newInput(t)
	goal := charter.Goal{ID: "g", Statement: "Raise sales", Weight: charter.Whole(1), Due: calendar.DateOf(2013, 6, 30),
		Metric: charter.Metric{Name: "sales", Unit: "percent", Direction: charter.Up, Baseline: charter.Whole(0), Target: charter.Whole(100), Source: "ledger"}}
	frozen, err := charter.Freeze(charter.Standard{Rule: charter.Rule{Method: charter.Every}, Limits: []charter.Limit{{Goal: "g", Pass: charter.Whole(1), Partial: charter.Fraction(1, 2)}}},
		[]charter.Goal{goal}, "planning", "li", calendar.DateOf(2013, 1, 10))
	if err != nil {
		t.Fatal(err)
	}
	p := papers{plan: in.plan, baseline: in.base, standard: frozen, status: in.value.Status, log: &lifecycle.MemLog{},
		charter: charter.Charter{ID: "c", Name: "n", Goals: []charter.Goal{goal}}, requests: []change.Request{{ID: "CR", Title: "More <scope> & \u8303\u56f4", Origin: change.FromCustomer, Kind: change.OfScope}},
		register: risk.Register{ID: "r", Risks: []risk.Risk{{ID: "r1", Kind: risk.Threat, Status: risk.Open, Cause: "c", Event: "e", Effect: "f", Owner: "o"}}}}
	figures, err := closing.Figures(closing.Final{Plan: p.plan, Result: in.result, Status: p.status, Requests: p.requests, Risks: p.register})
	if err != nil {
		t.Fatal(err)
	}
	outcome, _ := closing.Judge(frozen, []charter.Actual{{Goal: "g", Value: charter.Fraction(200, 3), On: calendar.DateOf(2013, 6, 30), Source: "ledger"}}, nil, calendar.DateOf(2013, 7, 15))
	p.record = closing.Record{Project: "p", Outcome: outcome, Figures: figures,
		Lessons:  []closing.Lesson{{ID: "l", Situation: "\u4e00\u540d\u6d4b\u8bd5\u4eba\u5458", Advice: "Name a deputy", Status: closing.Captured, Author: "ann", On: calendar.DateOf(2013, 3, 1)}},
		Problems: []closing.Problem{{ID: "p", What: "w", Severity: closing.High, Unsolved: "u"}}}
	h := &holder{time.Date(2013, 1, 2, 9, 0, 0, 0, time.UTC)}
	e := h.engine(t, p.log)
	head := func(n int) lifecycle.Header {
		return lifecycle.Header{ID: lifecycle.CommandID(fmt.Sprint("c", n)), Actor: "pm", Reason: "because \u56e0\u4e3a <b>"}
	}
	for _, cmd := range []lifecycle.Command{lifecycle.StartProject{Header: head(1), Definition: lifecycle.SalesProjectID},
		lifecycle.RequestMove{Header: head(2), To: lifecycle.PhasePlanning}, lifecycle.AddNote{Header: head(3), Text: "on the way"}} {
		if _, err := e.Do(t.Context(), "acme/p", cmd); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// written returns the papers as files.
func (p papers) written(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	put := func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(name, err)
		}
		files[name] = b.Bytes()
	}
	asJSON := func(write func(*json.Encoder) error) func(io.Writer) error {
		return func(w io.Writer) error { return write(json.NewEncoder(w)) }
	}
	put("plan.json", asJSON(func(e *json.Encoder) error { return e.Encode(p.plan) }))
	put("baseline.json", asJSON(func(e *json.Encoder) error { return e.Encode(p.baseline) }))
	put("standard.json", asJSON(func(e *json.Encoder) error { return e.Encode(p.standard) }))
	put("status.json", asJSON(func(e *json.Encoder) error { return e.Encode(p.status) }))
	put("charter.json", func(w io.Writer) error { return charter.Encode(w, p.charter) })
	put("risks.json", func(w io.Writer) error { return risk.Encode(w, p.register) })
	put("changes.json", func(w io.Writer) error { return change.Encode(w, p.requests) })
	put("record.json", func(w io.Writer) error { return closing.EncodeRecord(w, p.record) })
	put("log.jsonl", func(w io.Writer) error { return closing.WriteLog(w, p.log.Load(t.Context(), "acme/p", 0)) })
	return files
}

// readPapers reads what was written.
func readPapers(t *testing.T, read func(string) ([]byte, error)) papers {
	t.Helper()
	var p papers
	take := func(name string, into func([]byte) error) {
		data, err := read(name)
		if err = errors.Join(err, into(data)); err != nil {
			t.Fatal(name, err)
		}
	}
	take("plan.json", func(b []byte) error { return json.Unmarshal(b, &p.plan) })
	take("baseline.json", func(b []byte) error { return json.Unmarshal(b, &p.baseline) })
	take("standard.json", func(b []byte) error { return json.Unmarshal(b, &p.standard) })
	take("status.json", func(b []byte) error { return json.Unmarshal(b, &p.status) })
	take("charter.json", func(b []byte) (err error) { p.charter, err = charter.Decode(bytes.NewReader(b)); return })
	take("risks.json", func(b []byte) (err error) { p.register, err = risk.Decode(bytes.NewReader(b)); return })
	take("changes.json", func(b []byte) (err error) { p.requests, err = change.Decode(bytes.NewReader(b)); return })
	take("record.json", func(b []byte) (err error) { p.record, err = closing.DecodeRecord(bytes.NewReader(b)); return })
	take("log.jsonl", func(b []byte) error {
		events, err := closing.ReadLog(bytes.NewReader(b))
		if err != nil {
			return err
		}
		p.log = &lifecycle.MemLog{}
		_, err = p.log.Append(t.Context(), "acme/p", 0, events...)
		return err
	})
	return p
}

// reports renders every report of the project in every language and form.
func (p papers) reports(t *testing.T) map[string][]byte {
	t.Helper()
	h := &holder{time.Date(2014, 1, 2, 9, 0, 0, 0, time.UTC)}
	e := h.engine(t, p.log)
	state, err := e.State(t.Context(), "acme/p")
	if err != nil {
		t.Fatal(err)
	}
	history, err := e.History(t.Context(), "acme/p")
	if err != nil {
		t.Fatal(err)
	}
	result, err := schedule.Compute(p.plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		w := phrase.In(lang)
		for name, doc := range map[string]*report.Document{
			"final": view.Closing(w, view.ClosingInput{Project: "p", State: state, History: history, Plan: p.plan, Result: result, Baseline: &p.baseline, Record: p.record,
				Standard: p.standard, Value: p.status, Changes: p.requests, Findings: p.record.Check(nil)}),
			"charter": view.Charter(w, p.charter, charter.Check(p.charter)), "risks": view.Risks(w, p.register, calendar.Date{}),
			"plan": view.Plan(w, view.PlanInput{Plan: p.plan, Result: result, Baseline: &p.baseline}),
		} {
			for form, r := range map[string]report.Renderer{"md": markdown.Renderer{}, "html": html.Renderer{}, "json": report.JSON{}} {
				var b bytes.Buffer
				if err := r.Render(&b, doc); err != nil {
					t.Fatal(err)
				}
				files[fmt.Sprintf("reports/%s.%s.%s", name, lang, form)] = b.Bytes()
			}
		}
	}
	return files
}

// bundled writes files as one bundle.
func bundled(t *testing.T, files map[string][]byte, o closing.BundleOptions) []byte {
	t.Helper()
	m := closing.Manifest{Project: "p", On: calendar.DateOf(2013, 7, 15), By: "pm", Classes: []closing.Retention{{ID: "ten_years", Years: 10}}}
	for name, data := range files {
		item, err := closing.Describe(closing.Item{Name: name, Kind: "paper", MediaType: "application/octet-stream", Retention: "ten_years"}, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		m.Items = append(m.Items, item)
	}
	m, err := m.Seal()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	open := func(name string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(files[name])), nil }
	if _, err := closing.WriteBundle(t.Context(), &b, m, open, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A bundle is all that is needed: from its bytes alone every report comes out
// as it did from the live project, to the byte, in both languages and every
// form.
func TestABundleRendersTheSameReports(t *testing.T) {
	live := livePapers(t)
	files, want := live.written(t), live.reports(t)
	if len(want) != 24 {
		t.Fatalf("%d reports", len(want))
	}
	for name, data := range want {
		files[name] = data
	}
	for _, o := range []closing.BundleOptions{{}, {Compress: true}} {
		data := bundled(t, files, o)
		b, found, err := closing.ReadBundle(t.Context(), bytes.NewReader(data), int64(len(data)), closing.BundleOptions{})
		if err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		reloaded := readPapers(t, b.Read)
		for name, got := range reloaded.reports(t) {
			filed, err := b.Read(name)
			if err != nil || !bytes.Equal(filed, want[name]) {
				t.Errorf("%s is not as it was filed: %v", name, err)
			}
			if !bytes.Equal(got, want[name]) {
				t.Errorf("%s renders otherwise from the bundle", name)
			}
		}
		if again := bundled(t, reloadedFiles(t, reloaded), o); !bytes.Equal(again, data) {
			t.Error("the bundle made of the reloaded project has other bytes")
		}
	}
}

// reloadedFiles writes a reloaded project as it was filed.
func reloadedFiles(t *testing.T, p papers) map[string][]byte {
	t.Helper()
	files := p.written(t)
	for name, data := range p.reports(t) {
		files[name] = data
	}
	return files
}

// One bit turned in any item of a whole project is found, and the item named.
func TestOneFlippedBitOfAProjectIsNamed(t *testing.T) {
	live := livePapers(t)
	files := live.written(t)
	data := bundled(t, files, closing.BundleOptions{})
	for name, content := range files {
		at := bytes.Index(data, content)
		for _, k := range []int{0, len(content) / 2, len(content) - 1} {
			data[at+k] ^= 0x10
			_, found, err := closing.ReadBundle(t.Context(), bytes.NewReader(data), int64(len(data)), closing.BundleOptions{})
			if err != nil || len(found) != 1 || found[0].Code != closing.CodeChangedItem || found[0].Subject.ID != name {
				t.Errorf("byte %d of %s: %v, %v", k, name, found, err)
			}
			data[at+k] ^= 0x10
		}
	}
}
