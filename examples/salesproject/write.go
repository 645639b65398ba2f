package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/svg"
	"github.com/milepost-go/milepost/report/view"
)

func (s *story) context() context.Context { return context.Background() }

// format writes values in the language of the story.
func (s *story) format() report.Format { return report.Format{Lang: s.words.Lang} }

// price is what the customer pays: the planned cost and a third, in whole
// thousands.
func (s *story) price(budget money.Amount) money.Amount {
	minor, ok := budget.Minor()
	if !ok {
		return budget
	}
	price, err := money.Minor((minor*4/3+99_999)/100_000*100_000, budget.Currency())
	if err != nil {
		return budget
	}
	return price
}

// paper writes a document in both languages as Markdown, page and data. The one
// in the language of the story goes on record.
func (s *story) paper(name, class string, doc func(phrase.Printer) *report.Document) error {
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		made := s.named(doc(s.inLanguage(lang)))
		for _, form := range forms() {
			file := fmt.Sprintf("%s.%s.%s", name, lang, form.ending)
			var b bytes.Buffer
			if err := form.writer.Render(&b, made); err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if form.ending == "md" && lang == s.words.Lang {
				if err := s.attach(file, class, func() ([]byte, error) { return b.Bytes(), nil }); err != nil {
					return err
				}
				continue
			}
			if err := s.papers.write(file, b.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

// form is a way to write a document.
type form struct {
	ending string
	writer report.Renderer
}

func forms() []form {
	return []form{{"md", markdown.Renderer{}}, {"html", html.Renderer{}}, {"json", report.JSON{}}}
}

// inLanguage returns a printer of a language, with its names.
func (s *story) inLanguage(lang phrase.Lang) phrase.Printer {
	return phrase.Printer{Lang: lang, Book: s.words.Book, Name: s.called(lang)}
}

// jsonOf writes a value for programs.
func jsonOf(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

// fact is a figure as text in the language of the story.
func (s *story) fact(v finding.Value) string { return s.format().Value(v) }

// sum is an amount as text in the language of the story.
func (s *story) sum(a money.Amount) string {
	if a.Currency().Code() == "" {
		return s.fact(finding.Money("0", "CNY"))
	}
	return s.fact(finding.Money(a.Text(), a.Currency().Code()))
}

// chart writes a plan as a picture.
func (s *story) chart(name string, in view.PlanInput) error {
	return s.attach(name+".svg", "gantt", func() ([]byte, error) {
		var b bytes.Buffer
		err := svg.Render(&b, view.Gantt(s.words, in), svg.Options{})
		return b.Bytes(), err
	})
}
