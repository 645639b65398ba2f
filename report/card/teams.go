package card

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Limits of Teams: the size of a body in which everything beyond ASCII is
// written as \u and four digits, as the flow does before the service measures
// it. 28,672 bytes are refused; the envelope and the flow's own take the rest.
const (
	teamsSize    = 20_000
	teamsText    = 700  // of a paragraph, in UTF-16 units
	teamsColumns = 6    // of a table; one with more is shown by lines
	teamsRow     = 2500 // of a row of a table; one with longer rows is shown by lines
	teamsTable   = 6000 // of one table element, so that tables are split between rows
)

type teamsMessage struct {
	Type        string            `json:"type"`
	Attachments []teamsAttachment `json:"attachments"`
}

type teamsAttachment struct {
	ContentType string    `json:"contentType"`
	ContentURL  *string   `json:"contentUrl"`
	Content     teamsCard `json:"content"`
}

type teamsCard struct {
	Schema       string         `json:"$schema"`
	Type         string         `json:"type"`
	Version      string         `json:"version"`
	Lang         string         `json:"lang"`
	FallbackText string         `json:"fallbackText"`
	Body         []teamsElement `json:"body"`
	Actions      []teamsAction  `json:"actions,omitempty"`
}

// teamsElement is a RichTextBlock or a Table.
type teamsElement struct {
	Type      string          `json:"type"`
	Inlines   []teamsRun      `json:"inlines,omitempty"`
	Columns   []teamsColumn   `json:"columns,omitempty"`
	Rows      []teamsTableRow `json:"rows,omitempty"`
	Separator bool            `json:"separator,omitempty"`
}

type teamsRun struct {
	Type   string `json:"type"`
	Text   string `json:"text"`
	Weight string `json:"weight,omitempty"`
	Size   string `json:"size,omitempty"`
	Color  string `json:"color,omitempty"`
	Subtle bool   `json:"isSubtle,omitempty"`
}

type teamsColumn struct {
	Width int `json:"width"`
}

type teamsTableRow struct {
	Type  string           `json:"type"`
	Cells []teamsTableCell `json:"cells"`
}

type teamsTableCell struct {
	Type  string         `json:"type"`
	Items []teamsElement `json:"items"`
}

type teamsAction struct {
	Type  string `json:"type"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Teams returns a document as messages with an Adaptive Card each, in the
// envelope that a Workflows webhook takes, to be posted in order with the
// content type application/json and charset utf-8. The card is of version 1.5
// where it has a table, else 1.4.
//
// The error is report.ErrNoDocument for nil, and ErrLink.
func Teams(doc *report.Document, o Options) ([]Message, error) {
	l, err := letterOf(doc, o)
	if err != nil {
		return nil, err
	}
	var pieces []piece[teamsElement]
	for i := range l.parts {
		pieces = append(pieces, l.teamsPieces(&l.parts[i])...)
	}
	parcels, left := pack(pieces, 1000, teamsSize-teamsFrame(l.title, l.links), l.pages)
	return write(l, parcels, left, l.teamsBody)
}

// teamsBody makes a message.
func (l *letter) teamsBody(p parcel[teamsElement], page, more string, last bool) any {
	c := teamsCard{Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Type: "AdaptiveCard", Version: "1.4", Lang: l.tag, FallbackText: l.title}
	if strings.TrimSpace(l.title) != "" {
		c.Body = append(c.Body, richText(teamsRun{Text: l.title, Weight: "Bolder", Size: "Large"}))
	}
	if page != "" {
		c.Body = append(c.Body, richText(teamsRun{Text: page, Subtle: true}))
	}
	c.Body = append(c.Body, p.items...)
	if more != "" {
		c.Body = append(c.Body, richText(teamsRun{Text: more, Subtle: true}))
	}
	if last {
		for _, x := range l.links {
			c.Actions = append(c.Actions, teamsAction{"Action.OpenUrl", x.label(), x.URL})
		}
	}
	if slices.ContainsFunc(c.Body, func(e teamsElement) bool { return e.Type == "Table" }) {
		c.Version = "1.5" // which brought tables
	}
	return teamsMessage{"message", []teamsAttachment{{ContentType: "application/vnd.microsoft.card.adaptive", Content: c}}}
}

// teamsFrame is what a message takes besides its parts.
func teamsFrame(title string, links []Link) int {
	size := 900 + 2*jsonSize(title)
	for _, l := range links {
		size += 80 + jsonSize(l.label()) + jsonSize(l.URL)
	}
	return size
}

func richText(runs ...teamsRun) teamsElement {
	for i := range runs {
		runs[i].Type = "TextRun"
	}
	return teamsElement{Type: "RichTextBlock", Inlines: runs}
}

// element makes a piece of an element.
func element(e teamsElement, text string, keep bool) piece[teamsElement] {
	size := teamsSize
	if data, err := encode(e); err == nil {
		size = asciiSize(string(data)) + 1
	}
	return piece[teamsElement]{e, text, size, keep}
}

// jsonSize is the asciiSize of a text as a JSON string.
func jsonSize(s string) int {
	data, err := encode(s)
	if err != nil {
		return 6 * len(s)
	}
	return asciiSize(string(data))
}

// asciiSize is the length of a text whose characters beyond ASCII are each
// written as \u and four digits, once or twice.
func asciiSize(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x80:
			n++
		case r > 0xFFFF:
			n += 12
		default:
			n += 6
		}
	}
	return n
}

// teamsPieces returns a part as elements.
func (w words) teamsPieces(p *part) []piece[teamsElement] {
	switch p.kind {
	case headingPart:
		return w.teamsLine(part{text: p.bold}, teamsRun{Weight: "Bolder", Size: "Medium"}, true)
	case tablePart:
		return w.tableElements(p)
	}
	return w.teamsLine(*p, teamsRun{}, false)
}

// teamsLine returns a line with its label in bold, split where it is long.
func (w words) teamsLine(p part, style teamsRun, heading bool) []piece[teamsElement] {
	label := w.label(&p)
	var pieces []piece[teamsElement]
	for i, s := range split(p.text, teamsText) {
		var list []teamsRun
		text := s
		if i == 0 && label != "" {
			short, cut := shorten(label, teamsText)
			if cut {
				pieces = append(pieces, w.teamsLine(part{text: label}, teamsRun{Weight: "Bolder"}, true)...)
			} else {
				if s != "" {
					short += w.colon()
				}
				list, text = append(list, teamsRun{Text: short, Weight: "Bolder", Color: colour(&p)}), short+s
			}
		}
		if strings.TrimSpace(s) != "" {
			run := style
			run.Text = s
			list = append(list, run)
		}
		if len(list) > 0 {
			pieces = append(pieces, element(richText(list...), text, heading))
		}
	}
	return pieces
}

func colour(p *part) string {
	if !p.mark {
		return ""
	}
	switch p.alarm {
	case finding.Block:
		return "Attention"
	case finding.Warn:
		return "Warning"
	}
	return "Accent"
}

// mark tells severities apart without colour.
func mark(s finding.Severity) string {
	switch s {
	case finding.Block:
		return "⛔"
	case finding.Warn:
		return "⚠"
	}
	return "ℹ"
}

// tableElements returns a table as table elements of some rows each, or by lines
// where it is too wide for a card.
func (w words) tableElements(p *part) []piece[teamsElement] {
	var pieces []piece[teamsElement]
	if p.bold != "" {
		pieces = w.teamsPieces(&part{kind: headingPart, bold: p.bold})
	}
	if !p.narrow() {
		for _, row := range p.rows {
			label, text := p.rowLine(row)
			pieces = append(pieces, w.teamsLine(part{bold: label, text: text}, teamsRun{}, false)...)
		}
		return pieces
	}
	for rest := p.rows; len(rest) > 0; {
		n, size := 0, rowSize(p.head)
		for n < len(rest) && (n == 0 || size+rowSize(rest[n]) <= teamsTable) {
			size += rowSize(rest[n])
			n++
		}
		pieces = append(pieces, w.tableElement(p, rest[:n]))
		rest = rest[n:]
	}
	return pieces
}

// tableElement returns some rows below the headings.
func (w words) tableElement(p *part, rows [][]string) piece[teamsElement] {
	e := teamsElement{Type: "Table", Rows: []teamsTableRow{tableRow(p.head, "Bolder")}}
	for range p.head {
		e.Columns = append(e.Columns, teamsColumn{1})
	}
	var lines []string
	for _, row := range rows {
		e.Rows = append(e.Rows, tableRow(row, ""))
		label, text := p.rowLine(row)
		lines = append(lines, w.labelled(&part{bold: label, text: text}))
	}
	return element(e, strings.Join(lines, "\n"), false)
}

// narrow reports whether a table can be read as one in a card.
func (p *part) narrow() bool {
	if len(p.head) == 0 || len(p.head) > teamsColumns || rowSize(p.head) > teamsRow {
		return false
	}
	return !slices.ContainsFunc(p.rows, func(row []string) bool { return rowSize(row) > teamsRow })
}

// rowSize is what a row takes of a body, at most.
func rowSize(cells []string) int {
	size := 40
	for _, text := range cells {
		size += 130 + jsonSize(text)
	}
	return size
}

func tableRow(cells []string, weight string) teamsTableRow {
	row := teamsTableRow{Type: "TableRow"}
	for _, text := range cells {
		cell := teamsTableCell{Type: "TableCell", Items: []teamsElement{}}
		if text != "" {
			cell.Items = append(cell.Items, richText(teamsRun{Text: text, Weight: weight}))
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}
