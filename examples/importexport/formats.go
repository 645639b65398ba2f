package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/ics"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/asana"
	"github.com/milepost-go/milepost/schedule/calendar"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"github.com/milepost-go/milepost/schedule/trello"
	"github.com/milepost-go/milepost/schedule/xer"
)

// mostBytes is how large a file may be, unpacked.
const mostBytes = 64 << 20

var (
	errUnknown  = errors.New("this is no file of a tool that is known here")
	errNoReader = errors.New("there is no reader for this kind of file")
	errTooLarge = errors.New("the file is larger than 64 MiB")
)

// plan is what was read, computed and is to be written.
type plan struct {
	kind   kind
	plan   *schedule.Plan
	result *schedule.Result
	lost   []schedule.LossNote
}

// codecs are the formats that can be read and written. The zone is where the
// people of the project live: the web tools keep instants.
func codecs(zone *time.Location) map[kind]schedule.Codec {
	return map[kind]schedule.Codec{
		kindAsana:  asana.Codec{Options: asana.Options{Zone: zone}},
		kindMSPDI:  mspdi.Codec{},
		kindTrello: trello.Codec{Options: trello.Options{Zone: zone}},
		kindXER:    xer.Codec{},
		kindXLSX:   xlsx.Codec{},
	}
}

// readable lists the kinds for which there is a reader.
func readable() []string {
	var list []string
	for k := range codecs(nil) {
		list = append(list, string(k))
	}
	slices.Sort(list)
	return list
}

// read sniffs, unpacks and decodes a file.
func read(r io.Reader, zone *time.Location) (*plan, error) {
	in := bufio.NewReaderSize(&bounded{r, mostBytes}, sniffed)
	k, err := look(in)
	if err != nil {
		return nil, err
	}
	if k == kindGzip {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		in = bufio.NewReaderSize(&bounded{unpacked, mostBytes}, sniffed)
		if k, err = look(in); err != nil {
			return nil, err
		}
	}
	if k == unknown || k == kindGzip { // packed twice is no plan
		return nil, errUnknown
	}
	codec, ok := codecs(zone)[k]
	if !ok {
		return nil, fmt.Errorf("%w: %s", errNoReader, k)
	}
	p, lost, err := codec.Decode(in)
	if err != nil {
		return nil, err
	}
	return &plan{kind: k, plan: p, lost: lost}, nil
}

// look sniffs without reading on.
func look(in *bufio.Reader) (kind, error) {
	head, err := in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return unknown, err
	}
	return sniff(head), nil
}

// bounded is a reader that refuses to go on after so many bytes.
type bounded struct {
	in   io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLarge
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left+1)])
	b.left -= int64(n)
	if b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// begin gives a plan that says nothing of when it begins a start in the morning
// of a day, and reports whether it had to: a board may be without any date.
func (p *plan) begin(on calendar.Date) bool {
	if !p.plan.Start.IsZero() || p.plan.Rules.From == schedule.FromFinish {
		return false
	}
	p.plan.Start = on.At(8 * calendar.Hour)
	return true
}

// compute computes the plan by the rules of the tool that it comes from.
func (p *plan) compute() error {
	result, err := schedule.Compute(p.plan, schedule.Options{})
	p.result = result
	return err
}

// writer writes a computed plan in a format.
type writer struct {
	name  string
	write func(w io.Writer, p *plan, o options) ([]schedule.LossNote, error)
}

// options are what writers want to know besides the plan.
type options struct {
	lang phrase.Lang
	now  time.Time      // when the file is made
	zone *time.Location // where the people of the project live
}

// writers lists the formats that can be written, by name.
func writers() []writer {
	list := []writer{
		{"csv", writeCSV}, {"html", writeHTML}, {"ics", writeICS}, {"markdown", writeMarkdown}, {"mermaid", writeMermaid},
		{"mspdi", func(w io.Writer, p *plan, _ options) ([]schedule.LossNote, error) {
			return mspdi.Encoder{Result: p.result}.Encode(w, p.plan)
		}},
	}
	for k := range codecs(nil) {
		if k != kindMSPDI {
			list = append(list, writer{string(k), func(w io.Writer, p *plan, o options) ([]schedule.LossNote, error) {
				return codecs(o.zone)[k].Encode(w, p.plan)
			}})
		}
	}
	slices.SortFunc(list, func(a, b writer) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	return list
}

// writerOf returns the writer of a format.
func writerOf(name string) (writer, bool) {
	list := writers()
	at := slices.IndexFunc(list, func(w writer) bool { return w.name == name })
	if at < 0 {
		return writer{}, false
	}
	return list[at], true
}

func writeCSV(w io.Writer, p *plan, _ options) ([]schedule.LossNote, error) {
	return nil, dataset.CSV{}.Write(w, view.TaskTable(view.PlanInput{Plan: p.plan, Result: p.result}))
}

func writeICS(w io.Writer, p *plan, o options) ([]schedule.LossNote, error) {
	events := view.Dates(phrase.In(o.lang), view.DatesInput{Plan: p.plan, Result: p.result, Stamp: o.now, Domain: "importexport.example"})
	return nil, ics.Encode(w, ics.Calendar{Product: "-//Milepost//importexport//EN", Name: p.plan.Name, Events: events})
}

func (p *plan) document(o options) *report.Document {
	return view.Plan(phrase.In(o.lang), view.PlanInput{Plan: p.plan, Result: p.result})
}

func writeHTML(w io.Writer, p *plan, o options) ([]schedule.LossNote, error) {
	return nil, html.Renderer{}.Render(w, p.document(o))
}

func writeMarkdown(w io.Writer, p *plan, o options) ([]schedule.LossNote, error) {
	return nil, markdown.Renderer{}.Render(w, p.document(o))
}
