// Command compare holds the two cases of one market side by side: the sales
// project of the example salesproject, which reached its goals, and that of
// salesfailure, which did not. It says how they were planned, how they were run
// and what came of them, and finds the first point where they part. Each
// example files its case; what is compared is in testdata unless two other
// cases are named.
//
//	go run ./examples/compare
//	go run ./examples/compare -lang zh -out papers
//	go run ./examples/compare -first one/case.json -second two/case.json
package main

import (
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/milepost-go/milepost/examples/internal/folder"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/view"
)

//go:embed testdata/*.json.gz
var cases embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "compare:", err)
		}
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(notes)
	lang := flags.String("lang", "en", "language: en or zh")
	first := flags.String("first", "", "case.json of a project (default: that of the example salesproject)")
	second := flags.String("second", "", "case.json of another one (default: that of the example salesfailure)")
	place := flags.String("out", "compare-papers", "folder for the papers")
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
	papers, err := folder.Open(*place, "papers.txt")
	if err != nil {
		return err
	}
	defer papers.Discard()
	for _, l := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		pair, err := read(l, *first, *second)
		if err != nil {
			return err
		}
		if err := write(papers, l, pair); err != nil {
			return err
		}
		if l == language {
			tell(out, l, pair)
		}
	}
	return papers.Publish()
}

// read returns the two cases.
func read(lang phrase.Lang, first, second string) (pair [2]view.Case, err error) {
	for i, name := range []string{first, second} {
		if name == "" {
			pair[i], err = shipped([]string{"success", "failure"}[i], lang)
		} else {
			pair[i], err = named(name)
		}
		if err != nil {
			return pair, err
		}
	}
	return pair, nil
}

// shipped is the case of one of the examples.
func shipped(story string, lang phrase.Lang) (view.Case, error) {
	data, err := cases.ReadFile(fmt.Sprintf("testdata/%s.%s.json.gz", story, lang))
	if err != nil {
		return view.Case{}, err
	}
	in, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return view.Case{}, err
	}
	return view.DecodeCase(in)
}

// named is a case in a file.
func named(name string) (view.Case, error) {
	f, err := os.Open(name)
	if err != nil {
		return view.Case{}, err
	}
	defer f.Close()
	c, err := view.DecodeCase(f)
	if err != nil {
		return view.Case{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}
