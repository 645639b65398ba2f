package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/risk"
)

// bundleName is the file that holds the whole archive.
const bundleName = "bundle.zip"

// archive writes the log, lists every paper with its digest, and archives the
// project when nothing is missing.
func (s *story) archive() error {
	var log bytes.Buffer
	if err := closing.WriteLog(&log, s.desk.keep.log.Load(s.context(), s.desk.project, 0)); err != nil {
		return err
	}
	if err := s.papers.write("log.jsonl", log.Bytes()); err != nil {
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
	m, err := m.Seal()
	if err != nil {
		return err
	}
	s.manifest = m
	found := append(m.Check(closing.Required(string(phrase.En), string(phrase.ZhCN))), closing.Verify(m, s.papers.names, s.open)...)
	s.list(found)
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
	if err := s.bundle(); err != nil {
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
		"risks": closing.RiskItem, "milestones": closing.MilestonesItem, "changes": closing.ChangesItem, "cr-1": closing.DecisionsItem, "cr-2": closing.DecisionsItem, "cr-3": closing.DecisionsItem,
		"log": closing.LogItem, "record": closing.OutcomeItem, "minutes": closing.MinutesItem, "lessons": closing.LessonsItem,
	}
	media := map[string]string{
		"md": "text/markdown", "html": "text/html", "svg": "image/svg+xml", "csv": "text/csv", "json": "application/json", "jsonl": "application/jsonl",
		"parquet": "application/vnd.apache.parquet", "tds": "application/xml", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"pbip": "application/json", "pbir": "application/json", "pbism": "application/json", "platform": "application/json", "tmdl": "text/plain",
	}
	parts := strings.Split(name, ".")
	i := closing.Item{Name: name, Kind: kinds[parts[0]], MediaType: media[parts[len(parts)-1]], Retention: "contract"}
	if i.Kind == "" {
		i.Kind = "paper"
	}
	if len(parts) == 3 && (parts[1] == string(phrase.En) || parts[1] == string(phrase.ZhCN)) {
		i.Language = parts[1]
	}
	return i
}

// bundle writes the archive as one file, reads it back with nothing else at
// hand, and wants the same reports to come out of it.
func (s *story) bundle() error {
	var file bytes.Buffer
	if _, err := closing.WriteBundle(s.context(), &file, s.manifest, s.open, closing.BundleOptions{}); err != nil {
		return err
	}
	b, found, err := closing.ReadBundle(s.context(), bytes.NewReader(file.Bytes()), int64(file.Len()), closing.BundleOptions{})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("the bundle does not verify: %s", found[0])
	}
	same, err := s.reread(b)
	if err != nil {
		return err
	}
	if err := s.papers.write(bundleName, file.Bytes()); err != nil {
		return err
	}
	s.on("The bundle of %d files verifies; %d of %d reports come out of it to the byte.", "归档包含 %d 个文件，校验通过；由它重新生成的 %d/%d 份报告逐字节相同。",
		len(b.Manifest().Items), same, 2*len(forms()))
	return nil
}

// reread renders the reports from a bundle alone and counts those that are as
// they were.
func (s *story) reread(b *closing.Bundle) (int, error) {
	other, record, err := s.readBack(b)
	if err != nil {
		return 0, err
	}
	state, err := other.desk.engine.State(s.context(), s.desk.project)
	if err != nil {
		return 0, err
	}
	history, err := other.desk.engine.History(s.context(), s.desk.project)
	if err != nil {
		return 0, err
	}
	same := 0
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		doc := other.named(other.report(other.inLanguage(lang), state, history, record))
		for _, form := range forms() {
			var page bytes.Buffer
			if err := form.writer.Render(&page, doc); err != nil {
				return 0, err
			}
			if was, err := b.Read(fmt.Sprintf("report.%s.%s", lang, form.ending)); err == nil && bytes.Equal(was, page.Bytes()) {
				same++
			}
		}
	}
	return same, nil
}

// readBack makes a story of what a bundle holds, as far as the report had seen
// its history.
func (s *story) readBack(b *closing.Bundle) (*story, closing.Record, error) {
	other := &story{words: s.words, names: s.names}
	other.words.Name = other.called(s.words.Lang)
	var record closing.Record
	var faults []error
	take := func(name string, into func([]byte) error) {
		data, err := b.Read(name)
		if err == nil {
			err = into(data)
		}
		faults = append(faults, err)
	}
	take("plan.json", func(d []byte) error { return json.Unmarshal(d, &other.plan) })
	take("reading.json", func(d []byte) error { return json.Unmarshal(d, &other.reading) })
	take("charter.json", func(d []byte) (err error) { other.charter, err = charter.Decode(bytes.NewReader(d)); return })
	take("risks.json", func(d []byte) (err error) { other.register, err = risk.Decode(bytes.NewReader(d)); return })
	take("changes.json", func(d []byte) (err error) { other.requests, err = change.Decode(bytes.NewReader(d)); return })
	take("record.json", func(d []byte) (err error) { record, err = closing.DecodeRecord(bytes.NewReader(d)); return })
	keep := keepInMemory()
	take("log.jsonl", func(d []byte) error {
		events, err := closing.ReadLog(bytes.NewReader(d))
		if err != nil {
			return err
		}
		seen := min(int(other.reading.Version), len(events))
		_, err = keep.log.Append(s.context(), s.desk.project, 0, events[:seen]...)
		return err
	})
	if err := errors.Join(faults...); err != nil {
		return nil, record, err
	}
	var err error
	if other.desk, err = newDesk(keep, other); err != nil {
		return nil, record, err
	}
	return other, record, other.compute()
}
