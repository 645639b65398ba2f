package report

import (
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Check reports what is wrong with the document itself, sorted: names,
// references, levels of headings, columns and sizes. Blocks are named by their
// place, counted from 1. None of it keeps a renderer from writing the
// document, so all findings are warnings. A nil document is checked as an empty
// one.
func (d *Document) Check() []finding.Finding {
	if d == nil {
		d = &Document{}
	}
	c := checker{names: map[string]int{}}
	if strings.TrimSpace(d.Title) == "" {
		c.found = append(c.found, finding.Finding{
			Code: CodeNoTitle, Severity: finding.Warn, Subject: finding.Ref{Kind: "document", Field: "title"}, Remedy: RemedySetTitle,
		})
	}
	for i, b := range d.Blocks {
		c.place = i + 1
		c.names[BlockName(b)] = c.place
	}
	seen := map[string]int{}
	for i, b := range d.Blocks {
		c.place = i + 1
		c.name(BlockName(b), seen)
		c.block(b)
	}
	finding.Sort(c.found)
	return c.found
}

// BlockName returns the name that references call a block, "" where it has
// none.
func BlockName(b Block) string {
	switch b := b.(type) {
	case Heading:
		return b.Name
	case Facts:
		return b.Name
	case FindingList:
		return b.Name
	case Trace:
		return b.Name
	case *Table:
		if b != nil {
			return b.Name
		}
	case Figure:
		return b.Frame().Name
	}
	return ""
}

type checker struct {
	found []finding.Finding
	names map[string]int
	place int
	level int
}

func (c *checker) add(code finding.Code, field string, want, got finding.Value, remedy finding.Code) {
	c.found = append(c.found, finding.Finding{
		Code: code, Severity: finding.Warn, Subject: finding.Ref{Kind: "block", ID: strconv.Itoa(c.place), Field: field},
		Want: want, Got: got, Remedy: remedy,
	})
}

func (c *checker) name(name string, seen map[string]int) {
	if name == "" {
		return
	}
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		c.add(CodeBadName, "name", finding.Value{}, finding.Text(name), RemedyRename)
	}
	if first, twice := seen[name]; twice {
		c.add(CodeDuplicateName, "name", finding.Value{}, finding.Text(name), RemedyRename)
		c.found[len(c.found)-1].Related = []finding.Ref{{Kind: "block", ID: strconv.Itoa(first)}}
		return
	}
	seen[name] = c.place
}

func (c *checker) block(b Block) {
	switch b := b.(type) {
	case Heading:
		if b.Depth() > c.level+1 {
			c.add(CodeSkippedLevel, "level", finding.Number(int64(c.level+1), ""), finding.Number(int64(b.Depth()), ""), RemedyMendLevel)
		}
		c.level = b.Depth()
	case Paragraph:
		c.runs(b.Runs)
	case Callout:
		c.runs(b.Runs)
	case List:
		for _, item := range b.Items {
			c.runs(item.Runs)
		}
	case Facts:
		for i := range b.Items {
			c.trace(b.Items[i].Column.Trace)
		}
	case Trace:
		c.traced(b)
	case *Table:
		c.table(b.Table())
	case Figure:
		c.frame(b.Frame())
	}
}

func (c *checker) runs(runs []Run) {
	for _, r := range runs {
		if _, known := c.names[r.Target]; r.Style == Ref && (r.Target == "" || !known && !IsAddress(r.Target)) {
			c.add(CodeUnknownTarget, "target", finding.Value{}, finding.Text(r.Target), RemedyMendTarget)
		}
	}
}

// trace wants a trace that is referred to be in the document.
func (c *checker) trace(name string) {
	if _, known := c.names[name]; name != "" && !known {
		c.add(CodeUnknownTarget, "trace", finding.Value{}, finding.Text(name), RemedyMendTarget)
	}
}

func (c *checker) traced(t Trace) {
	c.trace(t.Over)
	for i := range t.Inputs {
		c.trace(t.Inputs[i].Column.Trace)
	}
}

func (c *checker) frame(f Frame) {
	if !(f.Width > 0) || !(f.Height > 0) {
		c.add(CodeNoSize, "size", finding.Value{}, finding.Value{}, RemedySetSize)
	}
	if strings.TrimSpace(f.Title) == "" {
		c.add(CodeNoFigureTitle, "title", finding.Value{}, finding.Value{}, RemedySetTitle)
	}
}

func (c *checker) table(t *Table) {
	if len(t.Columns) == 0 && len(t.Rows)+len(t.Footer) > 0 {
		c.add(CodeNoColumns, "columns", finding.Value{}, finding.Value{}, RemedyMendColumns)
		return
	}
	seen := map[string]bool{}
	for _, column := range t.Columns {
		if column.Name == "" || seen[column.Name] {
			c.add(CodeColumnName, "columns", finding.Value{}, finding.Text(column.Name), RemedyMendColumns)
		}
		seen[column.Name] = true
	}
	for i := range t.Columns {
		c.trace(t.Columns[i].Trace)
	}
	for _, rows := range [][]Row{t.Rows, t.Footer} {
		for i, row := range rows {
			for _, name := range row.Traces {
				c.trace(name)
			}
			if len(row.Cells) > len(t.Columns) {
				c.add(CodeExtraCells, "row "+strconv.Itoa(i+1), finding.Number(int64(len(t.Columns)), ""), finding.Number(int64(len(row.Cells)), ""), RemedyMendColumns)
			}
		}
	}
}
