package card

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// Limits of Slack, in UTF-16 units but for the number of blocks. The sum over
// all blocks of a message is nowhere documented: about 13,200 are refused.
const (
	slackBlocks  = 50
	slackSum     = 11_000
	slackHeader  = 150
	slackSection = 3000
	slackButton  = 75
)

type slackMessage struct {
	Text   string       `json:"text"`
	Mrkdwn bool         `json:"mrkdwn"`
	Blocks []slackBlock `json:"blocks"`
}

type slackBlock struct {
	Type     string      `json:"type"`
	Text     *slackText  `json:"text,omitempty"`
	Elements []slackItem `json:"elements,omitempty"`
}

// slackItem is a button of an actions block, or a text of a context block.
type slackItem struct {
	Type  string `json:"type"`
	Text  any    `json:"text"`
	Emoji *bool  `json:"emoji,omitempty"`
	URL   string `json:"url,omitempty"`
	ID    string `json:"action_id,omitempty"`
}

type slackText struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Emoji *bool  `json:"emoji,omitempty"` // false: ":name:" stays text
}

func plainText(s string) *slackText { return &slackText{"plain_text", s, new(bool)} }

// Slack returns a document as messages of Block Kit, to be posted in order to
// an incoming webhook or, with the channel added, to chat.postMessage. The
// fallback that Slack shows in notifications is set.
//
// The error is report.ErrNoDocument for nil, and ErrLink.
func Slack(doc *report.Document, o Options) ([]Message, error) {
	l, err := letterOf(doc, o)
	if err != nil {
		return nil, err
	}
	// Header, page, what is left out and the links come on top.
	parcels, left := pack(l.slackPieces(l.parts), slackBlocks-4, slackSum-3*slackHeader, l.pages)
	return write(l, parcels, left, l.slackBody)
}

// slackBody makes a message.
func (l *letter) slackBody(p parcel[slackBlock], page, more string, last bool) any {
	blocks := append(slackHead(l.title, page), p.items...)
	if more != "" {
		blocks = append(blocks, slackBlock{Type: "context", Elements: []slackItem{contextItem(more)}})
	}
	if last && len(l.links) > 0 {
		blocks = append(blocks, slackLinks(l.links))
	}
	return slackMessage{Text: slackEscape(fallback(strings.Join(p.lines, "\n"))), Blocks: blocks}
}

// fallback is the beginning of a text, as long as a notification is read.
func fallback(text string) string {
	short, _ := shorten(text, slackSection)
	return short
}

func slackHead(title, page string) []slackBlock {
	var blocks []slackBlock
	if strings.TrimSpace(title) != "" {
		blocks = append(blocks, slackBlock{Type: "header", Text: plainText(title)})
	}
	if page != "" {
		blocks = append(blocks, slackBlock{Type: "context", Elements: []slackItem{contextItem(page)}})
	}
	return blocks
}

func contextItem(text string) slackItem {
	return slackItem{Type: "plain_text", Text: text, Emoji: new(bool)}
}

func slackLinks(links []Link) slackBlock {
	b := slackBlock{Type: "actions"}
	for i, l := range links {
		b.Elements = append(b.Elements, slackItem{Type: "button", Text: plainText(l.label()), URL: l.URL, ID: "link_" + strconv.Itoa(i+1)})
	}
	return b
}

// slackPieces returns parts as blocks: lines that follow one another share
// sections.
func (w words) slackPieces(parts []part) []piece[slackBlock] {
	var pieces []piece[slackBlock]
	var lines gather
	for i := range parts {
		p := &parts[i]
		if p.kind == linePart {
			pieces = append(pieces, lines.add(w.labelled(p))...)
			continue
		}
		pieces = append(pieces, lines.flush()...)
		if strings.TrimSpace(p.bold) != "" {
			pieces = append(pieces, slackHeading(p.bold)...)
		}
		for _, row := range p.rows {
			label, text := p.rowLine(row)
			pieces = append(pieces, lines.add("• "+w.labelled(&part{bold: label, text: text}))...)
		}
		pieces = append(pieces, lines.flush()...)
	}
	return append(pieces, lines.flush()...)
}

// slackHeading returns a heading, with its full text below where it is cut.
func slackHeading(text string) []piece[slackBlock] {
	short, cut := shorten(text, slackHeader)
	pieces := []piece[slackBlock]{{slackBlock{Type: "header", Text: plainText(short)}, text, units(short), true}}
	if cut {
		pieces = append(pieces, sections(text)...)
	}
	return pieces
}

// gather collects lines until a section is full.
type gather struct {
	lines strings.Builder
	taken int
}

// add takes a line and returns the sections that it no longer fits in.
func (g *gather) add(line string) (full []piece[slackBlock]) {
	need := units(line) + 1
	if g.taken > 0 && g.taken+need > slackSection {
		full = g.flush()
	}
	if g.taken > 0 {
		g.lines.WriteByte('\n')
	}
	g.lines.WriteString(line)
	g.taken += need
	return full
}

func (g *gather) flush() []piece[slackBlock] {
	pieces := sections(g.lines.String())
	g.lines.Reset()
	g.taken = 0
	return pieces
}

// labelled is a line behind its label.
func (w words) labelled(p *part) string {
	label := w.label(p)
	if label != "" && p.text != "" {
		label += w.colon()
	}
	return label + p.text
}

// label is what stands before the text of a line.
func (w words) label(p *part) string {
	if p.mark {
		return mark(p.alarm) + " " + p.bold
	}
	return p.bold
}

// sections returns a text as sections of plain text.
func sections(text string) []piece[slackBlock] {
	var pieces []piece[slackBlock]
	for _, s := range split(text, slackSection) {
		if strings.TrimSpace(s) != "" {
			pieces = append(pieces, piece[slackBlock]{slackBlock{Type: "section", Text: plainText(s)}, s, units(s), false})
		}
	}
	return pieces
}

// slackEscape escapes what Slack gives a meaning in its own text.
func slackEscape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// encode writes a body. Characters beyond ASCII stay as they are.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}
