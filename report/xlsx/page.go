package xlsx

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// maxRows is how many rows a sheet has, the heads included.
const maxRows = 1_048_576

// pageSetup is what is known of a sheet before its rows.
type pageSetup struct {
	widths    []float64 // of the columns, in characters
	hidden    []int     // columns that are not shown
	frozen    int       // rows that stay in sight
	columns   int       // columns that stay in sight
	portrait  bool      // else landscape
	gridlines bool      // whether they are shown
	outlined  bool      // summaries stand above what belongs to them
	single    bool      // printed on one page
}

// pagesWide returns on how many pages the columns are printed side by side, so
// that they can still be read.
func (s *pageSetup) pagesWide() int {
	sum := 0.0
	for _, width := range s.widths {
		sum += width
	}
	return 1 + int(sum/280)
}

// pagesHigh returns on how many pages the rows are printed, zero for as many as
// it takes.
func (s *pageSetup) pagesHigh() int {
	if s.single {
		return 1
	}
	return 0
}

// page is a sheet that is being streamed into the archive.
type page struct {
	tab
	b       *binder
	setup   pageSetup
	out     io.Writer
	buf     []byte
	digits  []byte // of the row
	letters []string
	row     int // the last one written, from 1
	links   []link
	merged  []string
	marks   []byte // conditional formats
	table   bool   // whether it has a table
	drawing bool   // whether it has charts; not together with a table
	repeat  int    // rows of the head, repeated on every printed page
}

// link leads from a cell to a place in the workbook.
type link struct{ from, to string }

const pageFlush = 1 << 16

// open begins the sheet.
func (b *binder) open(t tab, setup pageSetup) (*page, error) {
	if b.err != nil {
		return nil, b.err
	}
	out, err := b.create(t.path)
	if err != nil {
		return nil, err
	}
	b.parts[t.path] = true
	p := &page{tab: t, b: b, setup: setup, out: out, buf: make([]byte, 0, pageFlush+pageFlush/4)}
	p.head()
	return p, nil
}

// head writes what stands before the rows.
func (p *page) head() {
	p.write(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	p.write(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`)
	p.write(`<sheetPr>`)
	if p.setup.outlined {
		p.write(`<outlinePr summaryBelow="0"/>`)
	}
	p.write(`<pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView`)
	if !p.setup.gridlines {
		p.write(` showGridLines="0"`)
	}
	if p.path == "xl/worksheets/sheet1.xml" {
		p.write(` tabSelected="1"`)
	}
	p.write(` workbookViewId="0">`)
	p.panes()
	p.write(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"`)
	if p.setup.outlined {
		p.write(` outlineLevelRow="7"`)
	}
	p.write(`/>`)
	if len(p.setup.widths) > 0 {
		p.write(`<cols>`)
		for i, width := range p.setup.widths {
			hidden := ""
			if slices.Contains(p.setup.hidden, i) {
				hidden = ` hidden="1"`
			}
			p.write(fmt.Sprintf(`<col min="%d" max="%d" width="%.2f"%s customWidth="1"/>`, i+1, i+1, width, hidden))
		}
		p.write(`</cols>`)
	}
	p.write(`<sheetData>`)
}

func (p *page) panes() {
	rows, columns := p.setup.frozen, p.setup.columns
	if rows == 0 && columns == 0 {
		return
	}
	pane := "bottomLeft"
	p.write(`<pane`)
	if columns > 0 {
		p.write(` xSplit="` + strconv.Itoa(columns) + `"`)
		pane = "bottomRight"
	}
	p.write(fmt.Sprintf(` ySplit="%d" topLeftCell="%s" activePane="%s" state="frozen"/>`, rows, place(columns, rows+1), pane))
	p.write(fmt.Sprintf(`<selection pane="%s"/>`, pane))
}

// place names a cell: its column from 0, its row from 1.
func place(column, row int) string { return columnName(column) + strconv.Itoa(row) }

func (p *page) write(s string) { p.buf = append(p.buf, s...) }

// rowSetup is how a row looks.
type rowSetup struct {
	height float64 // in points, zero for what its cells need
	level  int     // in the outline
	skip   int     // empty rows before it
}

// add writes the next row. Texts must be clean, see [clean].
func (p *page) add(cells []cell, setup rowSetup) error {
	p.row += 1 + setup.skip
	p.digits = strconv.AppendInt(p.digits[:0], int64(p.row), 10)
	p.buf = append(p.buf, `<row r="`...)
	p.buf = append(p.buf, p.digits...)
	if setup.height > 0 {
		p.write(`" ht="` + strconv.FormatFloat(setup.height, 'f', -1, 64) + `" customHeight="1`)
	}
	if setup.level > 0 {
		p.write(`" outlineLevel="` + strconv.Itoa(min(setup.level, 7)))
	}
	p.buf = append(p.buf, `">`...)
	for len(p.letters) < len(cells) {
		p.letters = append(p.letters, columnName(len(p.letters)))
	}
	for i := range cells {
		p.buf = appendCell(p.buf, p.letters[i], p.digits, &cells[i])
	}
	p.buf = append(p.buf, `</row>`...)
	if len(p.buf) >= pageFlush {
		return p.flush()
	}
	return nil
}

func (p *page) flush() error {
	_, err := p.out.Write(p.buf)
	p.buf = p.buf[:0]
	return err
}

// close writes what stands behind the rows.
func (p *page) close() error {
	p.write(`</sheetData>`)
	if len(p.merged) > 0 {
		p.write(`<mergeCells count="` + strconv.Itoa(len(p.merged)) + `">`)
		for _, area := range p.merged {
			p.write(`<mergeCell ref="` + area + `"/>`)
		}
		p.write(`</mergeCells>`)
	}
	p.buf = append(p.buf, p.marks...)
	if len(p.links) > 0 {
		p.write(`<hyperlinks>`)
		for _, l := range p.links {
			p.write(`<hyperlink ref="` + l.from + `" location="`)
			p.buf = appendXML(p.buf, l.to)
			p.write(`"/>`)
		}
		p.write(`</hyperlinks>`)
	}
	p.write(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="`)
	if p.setup.portrait {
		p.write(`portrait`)
	} else {
		p.write(`landscape`)
	}
	p.write(fmt.Sprintf(`" fitToWidth="%d" fitToHeight="%d"/>`, p.setup.pagesWide(), p.setup.pagesHigh()))
	p.write(`<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`)
	if p.drawing {
		p.write(`<drawing r:id="rId1"/>`)
	}
	if p.table {
		p.write(`<tableParts count="1"><tablePart r:id="rId1"/></tableParts>`)
	}
	p.write(`</worksheet>`)
	if err := p.flush(); err != nil {
		return err
	}
	return p.printTitles()
}

// note says what could not be written as it is in a cell.
func (p *page) note(code finding.Code, column, row int, want, got finding.Value) {
	p.b.note(code, finding.Ref{Kind: "cell", ID: p.name + "!" + place(column, row)}, want, got)
}
