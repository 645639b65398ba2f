package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/schedule/calendar"
)

func main() {
	err := run(os.Args[1:], time.Now(), os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "importexport:", err)
		os.Exit(1)
	}
}

// run is main with its clock and its streams as parameters. What a file holds
// goes to out, or to notes where out is for the file written.
func run(args []string, now time.Time, out, notes io.Writer) error {
	flags := flag.NewFlagSet("importexport", flag.ContinueOnError)
	flags.SetOutput(notes)
	var formats []string
	for _, w := range writers() {
		formats = append(formats, w.name)
	}
	flags.Usage = func() {
		fmt.Fprintf(notes, "usage: importexport [-lang en|zh-CN] [-zone ZONE] [-start DATE] [-to FORMAT [-out FILE]] FILE\nreads %s\n", strings.Join(readable(), ", "))
		flags.PrintDefaults()
	}
	lang := flags.String("lang", "en", "language of what is said and written: en or zh-CN")
	to := flags.String("to", "", "format to write: "+strings.Join(formats, ", "))
	zoneName := flags.String("zone", "UTC", "time zone of the people of the project, for Trello and Asana")
	start := flags.String("start", now.Format(time.DateOnly), "start of a project whose file states none")
	name := flags.String("out", "-", "file to write, - for the standard output")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("one plan file, please; -h shows how")
	}
	if words[phrase.Lang(*lang)] == nil {
		return fmt.Errorf("-lang is en or zh-CN, not %q", *lang)
	}
	target, ok := writerOf(*to)
	if !ok && *to != "" {
		return fmt.Errorf("-to is one of %s, not %q", strings.Join(formats, ", "), *to)
	}
	zone, err := time.LoadLocation(*zoneName)
	if err != nil {
		return err
	}
	day, err := calendar.ParseDate(*start)
	if err != nil {
		return err
	}
	p, err := open(flags.Arg(0), zone)
	if err != nil {
		return err
	}
	say := &printer{w: out, lang: phrase.Lang(*lang)}
	if ok && *name == "-" {
		say.w = notes
	}
	say.found(p)
	if p.begin(day) {
		say.say("start", p.plan.Start)
	}
	if err := p.compute(); err != nil {
		return errors.Join(say.err, err)
	}
	say.computed(p)
	if ok {
		err = export(p, target, options{phrase.Lang(*lang), now, zone}, *name, out, say)
	}
	return errors.Join(say.err, err)
}

func open(name string, zone *time.Location) (*plan, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := read(f, zone)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// export writes the plan, whole or not at all.
func export(p *plan, target writer, o options, name string, out io.Writer, say *printer) error {
	var file bytes.Buffer
	lost, err := target.write(&file, p, o)
	if err != nil {
		return err
	}
	if name == "-" {
		_, err = out.Write(file.Bytes())
	} else {
		err = os.WriteFile(name, file.Bytes(), 0o600)
	}
	if err != nil {
		return err
	}
	say.say("written", target.name, len(lost))
	say.notes(lost)
	return nil
}
