// Command schedule reads a plan, as Microsoft Project XML or as Primavera P6
// export (XER), gzip or not, computes it by the rules of the tool it comes from
// and prints dates, floats and critical tasks, what the computation found, why
// one task starts when it does, or how well the schedule is made.
//
//	go run ./examples/schedule plan.xml
//	go run ./examples/schedule -format json plan.xml
//	go run ./examples/schedule -why 12 plan.xml
//	go run ./examples/schedule -quality plan.xml
//	go run ./examples/schedule -project 4507 plan.xer
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/mspdi"
	"github.com/milepost-go/milepost/schedule/xer"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fmt.Fprintln(os.Stderr, "schedule:", err)
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("schedule", flag.ContinueOnError)
	flags.SetOutput(notes)
	flags.Usage = func() {
		fmt.Fprintln(notes, "usage: schedule [-format table|json] [-why TASK] [-quality] [-project ID] FILE")
		flags.PrintDefaults()
	}
	format := flags.String("format", "table", "table or json")
	why := flags.String("why", "", "explain the dates of this task, by its uid or its exact name")
	health := flags.Bool("quality", false, "judge how well the schedule is made, by the 14 points of the DCMA")
	project := flags.String("project", "", "the project to read from a P6 export of several, by its proj_id; the largest if empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("one plan file, please; -h shows how")
	}
	if *format != "table" && *format != "json" {
		return fmt.Errorf("-format is table or json, not %q", *format)
	}
	if *why != "" && *format == "json" {
		return errors.New("-why prints text; leave -format out")
	}
	plan, lost, err := read(flags.Arg(0), *project)
	if err != nil {
		return err
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	switch {
	case *why != "":
		err = printWhy(w, plan, result, *why)
	case *health:
		err = printQuality(w, plan, result)
	case *format == "json":
		err = printJSON(w, plan, result, lost)
	default:
		err = printTable(w, plan, result, lost)
	}
	return errors.Join(err, w.Flush())
}

// read decodes a plan file, unpacking it when it is gzip.
func read(name, project string) (*schedule.Plan, []schedule.LossNote, error) {
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
	plan, lost, err := decode(in, project)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return plan, lost, nil
}

// decode tells the two formats apart by how they begin.
func decode(in *bufio.Reader, project string) (*schedule.Plan, []schedule.LossNote, error) {
	if head, _ := in.Peek(6); string(head) == "ERMHDR" {
		return xer.Options{Project: project}.Decode(in)
	}
	if project != "" {
		return nil, nil, errors.New("-project is for P6 exports")
	}
	return mspdi.Decode(in)
}
