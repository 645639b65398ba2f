// Command dashboards reads a plan, as Microsoft Project XML, and writes what
// analysis tools open: the tables of its star as CSV files, a data source for
// Tableau, a project for Power BI, and the requests for a model that the Power
// BI service keeps.
//
//	go run ./examples/dashboards -out /tmp/dashboards examples/salesproject/testdata/software-plan.xml
//	go run ./examples/dashboards -lang zh-CN -name 软件开发 -out /tmp/dashboards plan.xml
//
// In Tableau open tableau/Projects.tds, or pass tableau/Projects.tdsx on. In
// Power BI Desktop open the .pbip in the folder powerbi and refresh: its parameter DataFolder is the
// folder tableau/Data as this program wrote it. A later run into the same
// folder writes new figures under the same names.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "dashboards:", err)
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("dashboards", flag.ContinueOnError)
	flags.SetOutput(notes)
	tag := flags.String("lang", "en", "language of titles and meanings: en or zh-CN")
	name := flags.String("name", "Projects", "what people call the data source")
	folder := flags.String("out", "", "folder to write into")
	list := flags.Bool("notes", false, "say which references the tools do not follow")
	if err := flags.Parse(args); err != nil {
		return err
	}
	lang, known := report.ParseLang(*tag)
	switch {
	case flags.NArg() != 1 || *folder == "":
		return errors.New("one plan file and -out, please; -h shows how")
	case !known:
		return fmt.Errorf("no language %q", *tag)
	}
	in, err := read(flags.Arg(0))
	if err != nil {
		return err
	}
	place, err := filepath.Abs(*folder)
	if err != nil {
		return err
	}
	j := &job{words: phrase.In(lang), name: *name, place: place}
	if err := j.write(view.Dataset(j.words, in)); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d files in %s\n", j.files, place)
	for _, f := range j.left {
		if *list || f.Severity != finding.Info {
			fmt.Fprintln(out, "-", j.words.Finding(f))
		}
	}
	return nil
}

// read computes the plan of a file. Its last baseline is what it is compared
// with.
func read(name string) (view.DatasetInput, error) {
	file, err := os.Open(name)
	if err != nil {
		return view.DatasetInput{}, err
	}
	defer file.Close()
	plan, _, err := mspdi.Decode(file)
	if err != nil {
		return view.DatasetInput{}, fmt.Errorf("%s: %w", name, err)
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		return view.DatasetInput{}, err
	}
	in := view.DatasetInput{ID: "1", Name: plan.Name, Plan: plan, Result: result}
	if n := len(plan.Baselines); n > 0 {
		in.Baseline = &plan.Baselines[n-1]
	}
	return in, nil
}

// job writes the files of one run.
type job struct {
	words phrase.Printer
	name  string
	place string
	files int
	left  []finding.Finding // what the tools do not show as it is
}

// write writes everything, table by table.
func (j *job) write(tables []dataset.Table) error {
	schemas := make([]dataset.Schema, len(tables))
	for i := range tables {
		schemas[i] = tables[i].Schema
	}
	if err := j.tableau(tables, schemas); err != nil {
		return err
	}
	if err := j.powerBI(schemas); err != nil {
		return err
	}
	return j.push(tables, schemas)
}
