// Command salesfailure plays a sales project of a small firm in the market of
// the example salesproject, badly run with the same engine: goals that nobody
// can measure, a plan of a few bars, one person in two places, meetings that
// fizzle out, risks that nobody looks at again. It ends late, sales fall,
// customers leave, and the standard that was frozen at the beginning says that
// it failed. Every warning is told with the date on which the library first
// gave it, the remedy it named and whether that was taken.
//
//	go run ./examples/salesfailure
//	go run ./examples/salesfailure -lang zh -out papers
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/milepost-go/milepost/examples/internal/folder"
	"github.com/milepost-go/milepost/report/phrase"
)

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "salesfailure:", err)
		}
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("salesfailure", flag.ContinueOnError)
	flags.SetOutput(notes)
	lang := flags.String("lang", "en", "language of the story: en or zh")
	place := flags.String("out", "salesfailure-papers", "folder for the papers")
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
	if err := tell(out, language, papers); err != nil {
		return err
	}
	return papers.Publish()
}
