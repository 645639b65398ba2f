// Command learning shows a second project that learns from a closed one. It
// opens the memory that the example salesproject left: its lessons, its
// improvement items, and how far its plan was from what came. While the second
// project plans, the library offers what fits it, with the reasons. One lesson
// is declined, one is accepted and used; the plan is held against what closed
// projects of its kind took. Then the same mishap comes again, and at the end
// the lesson, the estimate and the improvement are judged by what they brought.
//
//	go run ./examples/learning
//	go run ./examples/learning -lang zh -out learning-papers
package main

import (
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/report/phrase"
)

//go:embed testdata/memory.en.json testdata/memory.zh.json
var memories embed.FS

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "learning:", err)
		}
		os.Exit(1)
	}
}

// run is main with its streams as parameters.
func run(args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("learning", flag.ContinueOnError)
	flags.SetOutput(notes)
	lang := flags.String("lang", "en", "language of the story: en or zh")
	folder := flags.String("out", "", "folder for the papers (default: none are written)")
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
	memory, err := open(*lang)
	if err != nil {
		return err
	}
	s, err := newStory(out, language, memory)
	if err != nil {
		return err
	}
	if err := s.tell(); err != nil {
		return err
	}
	return s.write(*folder)
}

// open reads the memory that the closed project left in a language.
func open(lang string) (closing.Memory, error) {
	f, err := memories.Open("testdata/memory." + lang + ".json")
	if err != nil {
		return closing.Memory{}, err
	}
	defer f.Close()
	return closing.DecodeMemory(f)
}
