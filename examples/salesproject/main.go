// Command salesproject plays one sales project of a large enterprise from
// initiation to archive on a real plan: the full story of a success. A goal is
// not SMART, and a move is refused with its reasons and remedies; the plan is
// checked in five parts, computed and baselined; risks are planned, with the
// odds before and after the responses. Then the team meets each month, with an
// agenda made from the records, and things happen: the project falls behind, a
// key person is ill, the customer asks for more, a risk occurs, a supplier is
// late. What can be done is proposed, previewed and ranked by the library; what
// is chosen is decided by who may, and its effect is checked. At the end stand
// goals that are met, a customer who is more content, more sales, what was
// learnt, and an archive from which the reports come out the same. Every figure
// is the library's. It needs no server, no network and no clock: run twice, it
// writes the same bytes.
//
//	go run ./examples/salesproject
//	go run ./examples/salesproject -lang zh -plan plan.xml -out papers
//
// With -store FILE it keeps its history and its documents in SQLite, with
// -postgres URL in PostgreSQL. Killed at any line and started again, it goes on
// to the same end.
//
//	go run ./examples/salesproject -store project.db
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

//go:embed testdata/software-plan.xml
var softwarePlan []byte

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "salesproject:", err)
		}
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("salesproject", flag.ContinueOnError)
	flags.SetOutput(notes)
	lang := flags.String("lang", "en", "language of the story: en or zh")
	planFile := flags.String("plan", "", "another plan in Microsoft Project XML, gzip or not (default: a software project of 86 tasks)")
	folder := flags.String("out", "salesproject-papers", "folder for the papers")
	file := flags.String("store", "", "SQLite file that keeps the project; one that is there is gone on with")
	postgres := flags.String("postgres", "", "the same in a PostgreSQL database, by its URL")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected %q; -h shows the flags", flags.Arg(0))
	}
	language, ok := map[string]phrase.Lang{"en": phrase.En, "zh": phrase.ZhCN}[*lang]
	if !ok {
		return fmt.Errorf("-lang is en or zh, not %q", *lang)
	}
	plan, lost, err := readPlan(*planFile)
	if err != nil {
		return err
	}
	keep, err := keepIn(context.Background(), *file, *postgres)
	if err != nil {
		return err
	}
	defer keep.close()
	papers, err := openPapers(*folder)
	if err != nil {
		return err
	}
	defer papers.discard()
	if err := tell(out, language, plan, lost, papers, keep); err != nil {
		return err
	}
	return papers.publish()
}

// readPlan reads the named file, gzip or not, or the plan that comes with the
// example.
func readPlan(name string) (*schedule.Plan, []schedule.LossNote, error) {
	if name == "" {
		return mspdi.Decode(bytes.NewReader(softwarePlan))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	if head, _ := in.Peek(2); string(head) == "\x1f\x8b" {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		in = bufio.NewReader(unpacked)
	}
	plan, lost, err := mspdi.Decode(in)
	if err == nil && strings.TrimSpace(plan.Name) == "" {
		plan.Name = filepath.Base(name)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return plan, lost, nil
}
