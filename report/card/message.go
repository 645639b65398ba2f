package card

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/phrase"
)

// Options are the choices of a writer. The zero Options writes at most ten
// messages without links.
type Options struct {
	Links    []Link // buttons below the last message, at most five
	MaxPages int    // messages at most; 0 means 10
}

// Link is an address to go on to.
type Link struct {
	Text string // "" shows the address; cut to 75 characters
	URL  string // http or https, at most 1000 bytes
}

// Message is one message of a document.
type Message struct {
	Body  []byte // JSON in UTF-8: what is to be posted. Owned by the receiver
	Text  string // the same as plain text, for logs and mail
	Page  int    // from 1
	Pages int
}

const maxLinks = 5

// pages is how many messages there may be.
func (o Options) pages() int {
	if o.MaxPages <= 0 {
		return 10
	}
	return o.MaxPages
}

// check refuses links that cannot be buttons, all at once.
func (o Options) check() error {
	var bad []string
	for i, l := range o.Links {
		if !report.IsAddress(l.URL) || strings.HasPrefix(l.URL, "mailto:") || len(l.URL) > 1000 || i >= maxLinks {
			bad = append(bad, strconv.Itoa(i+1))
		}
	}
	if len(bad) > 0 {
		return fmt.Errorf("%w: link %s", ErrLink, strings.Join(bad, ", "))
	}
	return nil
}

// label is what the button of a link says.
func (l Link) label() string {
	text := report.CleanLine(l.Text)
	if text == "" {
		text = l.URL
	}
	text, _ = shorten(text, slackButton)
	return text
}

// letter is a document taken apart, with what every message of it bears.
type letter struct {
	words
	title string
	parts []part
	links []Link
	pages int
	tag   string // of the language
}

// letterOf takes a document apart. A title that is too long is cut and comes
// again as a whole in the first message.
func letterOf(doc *report.Document, o Options) (*letter, error) {
	if doc == nil {
		return nil, report.ErrNoDocument
	}
	if err := o.check(); err != nil {
		return nil, err
	}
	l := &letter{words: wordsOf(doc), parts: partsOf(doc), links: o.Links, pages: o.pages(), tag: doc.Lang.Tag()}
	whole := report.CleanLine(doc.Title)
	var cut bool
	if l.title, cut = shorten(whole, slackHeader); cut {
		l.parts = append([]part{{kind: linePart, text: whole}}, l.parts...)
	}
	if len(l.parts) == 0 && strings.TrimSpace(l.title) == "" {
		l.parts = []part{{kind: linePart, text: l.format.Word("no_rows")}}
	}
	return l, nil
}

// write writes the parcels of a letter as messages; body makes one from its
// parcel, the line that says which it is, and for the last one the line that
// says what is left out.
func write[T any](l *letter, parcels []parcel[T], left int, body func(p parcel[T], page, more string, last bool) any) ([]Message, error) {
	var messages []Message
	for i, p := range parcels {
		more, last := "", i+1 == len(parcels)
		lines := append([]string{l.title}, p.lines...)
		if last && left > 0 {
			more = l.more(left)
			lines = append(lines, more)
		}
		p.lines = lines
		data, err := encode(body(p, l.page(i+1, len(parcels)), more, last))
		if err != nil {
			return nil, err
		}
		messages = append(messages, Message{Body: data, Text: strings.Join(lines, "\n"), Page: i + 1, Pages: len(parcels)})
	}
	return messages, nil
}

// parcel is the content of one message, and what it takes of the limits.
type parcel[T any] struct {
	items []T
	lines []string
}

// piece is a part of a message that is not split any more.
type piece[T any] struct {
	item T
	text string // the same as plain text
	size int
	keep bool // stays with what follows it: a heading
}

// pack lays pieces into parcels of at most so many and such a size, in order,
// and returns how many lines had no room.
func pack[T any](pieces []piece[T], count, size, pages int) (parcels []parcel[T], left int) {
	var now parcel[T]
	room := size
	for i, p := range pieces {
		need, n := p.size, 1
		for k := i; pieces[k].keep && k+1 < len(pieces); k++ {
			need, n = need+pieces[k+1].size, n+1
		}
		if len(now.items) > 0 && (len(now.items)+n > count || need > room) && (p.size > room || len(now.items) == count || need <= size && n <= count) {
			if len(parcels)+1 == pages {
				return append(parcels, now), lines(pieces[i:])
			}
			parcels, now, room = append(parcels, now), parcel[T]{}, size
		}
		now.items, now.lines, room = append(now.items, p.item), append(now.lines, p.text), room-p.size
	}
	return append(parcels, now), 0
}

// lines counts the lines of pieces.
func lines[T any](pieces []piece[T]) int {
	n := len(pieces)
	for _, p := range pieces {
		n += strings.Count(p.text, "\n")
	}
	return n
}

// words are the texts that belong to a message and not to the document.
type words struct {
	printer phrase.Printer
	format  report.Format
}

func wordsOf(doc *report.Document) words {
	return words{phrase.In(doc.Lang), doc.Format()}
}

// page says which of several messages this is, "" for the only one.
func (w words) page(n, of int) string {
	if of == 1 {
		return ""
	}
	return fmt.Sprintf(w.printer.Label("card_page"), n, of)
}

// more says how many lines are not shown.
func (w words) more(n int) string {
	return fmt.Sprintf(w.printer.Label("card_more"), n)
}

// colon stands between a label and its text.
func (w words) colon() string {
	if w.format.Lang == report.ZhCN {
		return "："
	}
	return ": "
}
