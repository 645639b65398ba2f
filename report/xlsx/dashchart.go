package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/milepost-go/milepost/report"
)

// chartPart is a chart as it stands in the archive. It is written here and not
// by the library, for it holds the points beside their places: programs that do
// not calculate draw it from those.
type chartPart struct {
	strings.Builder
	sheet   string // of the figures, as formulas write it
	figures [][]cell
	kind    ChartKind
	dates   bool
	rows    int
}

// chartXML is the part of the chart of a block of figures.
func (d *dashboardWriter) chartXML(x *charted, dates bool, column, rows int) string {
	c := &chartPart{sheet: quoteSheet(d.behind.name), figures: d.figures, kind: x.Kind, dates: dates, rows: rows}
	c.WriteString(xml.Header + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`)
	c.WriteString(`<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr sz="1200" b="1">` + solid(colourHead) + `</a:rPr><a:t>`)
	c.text(shorten(report.CleanLine(x.Title), 255))
	c.WriteString(`</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>`)
	c.plot(len(x.series), column)
	c.axes()
	c.WriteString(`</c:plotArea>`)
	if len(x.series) > 1 {
		c.WriteString(`<c:legend><c:legendPos val="b"/><c:overlay val="0"/>` + textLook(900) + `</c:legend>`)
	}
	c.WriteString(`<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr>` + solid("FFFFFF") + `<a:ln w="9525">` + solid(colourLine) + `</a:ln></c:spPr></c:chartSpace>`)
	return c.String()
}

func (c *chartPart) text(s string) { _ = xml.EscapeText(c, []byte(s)) }

func solid(colour string) string {
	return `<a:solidFill><a:srgbClr val="` + colour + `"/></a:solidFill>`
}

// textLook is the font of axes and legends, in hundredths of a point.
func textLook(size int) string {
	return fmt.Sprintf(`<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="%d">%s</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`, size, solid(colourMuted))
}

// plot writes the lines or columns.
func (c *chartPart) plot(series, column int) {
	name := "c:barChart"
	switch c.kind {
	case Bars:
		c.WriteString(`<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>`)
	case Columns:
		c.WriteString(`<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>`)
	default:
		name = "c:lineChart"
		c.WriteString(`<c:lineChart><c:grouping val="standard"/>`)
	}
	c.WriteString(`<c:varyColors val="0"/>`)
	for i := range series {
		c.series(i, column)
	}
	if c.kind == Lines {
		c.WriteString(`<c:marker val="1"/>`)
	} else {
		c.WriteString(`<c:gapWidth val="60"/>`)
	}
	c.WriteString(`<c:axId val="1001"/><c:axId val="1002"/></` + name + `>`)
}

// dashes tell lines apart in print.
var dashes = [...]string{"solid", "dash", "solid", "sysDot"}

func (c *chartPart) series(i, column int) {
	colour := solid(seriesColours[i%len(seriesColours)])
	fmt.Fprintf(c, `<c:ser><c:idx val="%d"/><c:order val="%d"/><c:tx>`, i, i)
	c.reference("c:strRef", column+1+i, 2, 2)
	c.WriteString(`</c:tx><c:spPr>`)
	if c.kind == Lines {
		c.WriteString(`<a:ln w="28575" cap="rnd">` + colour + `<a:prstDash val="` + dashes[i%len(dashes)] + `"/><a:round/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>`)
	} else {
		c.WriteString(colour + `</c:spPr><c:invertIfNegative val="0"/>`)
	}
	c.WriteString(`<c:cat>`)
	kind := "c:strRef"
	if c.dates {
		kind = "c:numRef"
	}
	c.reference(kind, column, firstFigure, firstFigure+c.rows-1)
	c.WriteString(`</c:cat><c:val>`)
	c.reference("c:numRef", column+1+i, firstFigure, firstFigure+c.rows-1)
	c.WriteString(`</c:val>`)
	if c.kind == Lines {
		c.WriteString(`<c:smooth val="0"/>`)
	}
	c.WriteString(`</c:ser>`)
}

// reference writes where values stand, and the values.
func (c *chartPart) reference(kind string, column, from, to int) {
	letter := "$" + columnName(column) + "$"
	area := c.sheet + "!" + letter + strconv.Itoa(from)
	if to > from {
		area += ":" + letter + strconv.Itoa(to)
	}
	c.WriteString("<" + kind + "><c:f>")
	c.text(area)
	cache := strings.Replace(kind, "Ref", "Cache", 1)
	c.WriteString("</c:f><" + cache + ">")
	if kind == "c:numRef" {
		c.WriteString("<c:formatCode>General</c:formatCode>")
	}
	fmt.Fprintf(c, `<c:ptCount val="%d"/>`, to-from+1)
	for row := from; row <= to; row++ {
		if cells := c.figures[row-1]; column < len(cells) && cells[column].form != blank {
			fmt.Fprintf(c, `<c:pt idx="%d"><c:v>`, row-from)
			c.text(cells[column].text)
			c.WriteString(`</c:v></c:pt>`)
		}
	}
	c.WriteString("</" + cache + "></" + kind + ">")
}

// axes writes the axis of the categories and that of the figures.
func (c *chartPart) axes() {
	orientation, at, other, crosses, format := "minMax", "b", "l", "autoZero", "General"
	if c.kind == Bars {
		orientation, at, other, crosses = "maxMin", "l", "b", "max" // the first above, the figures below
	}
	if c.dates {
		format = `yyyy\-mm\-dd`
	}
	line := `<c:spPr><a:ln w="9525">` + solid(colourLine) + `</a:ln></c:spPr>`
	fmt.Fprintf(c, `<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="%s"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:numFmt formatCode="%s" sourceLinked="0"/>`, orientation, at, format)
	c.WriteString(`<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>` + line + textLook(800) + `<c:crossAx val="1002"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>`)
	if c.dates {
		fmt.Fprintf(c, `<c:tickLblSkip val="%d"/><c:tickMarkSkip val="%d"/>`, max(1, (c.rows+5)/6), max(1, (c.rows+5)/6))
	}
	fmt.Fprintf(c, `<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="%s"/><c:majorGridlines><c:spPr><a:ln w="6350">%s</a:ln></c:spPr></c:majorGridlines>`, other, solid("E3E7EE"))
	fmt.Fprintf(c, `<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>%s%s<c:crossAx val="1001"/><c:crosses val="%s"/><c:crossBetween val="between"/></c:valAx>`, line, textLook(800), crosses)
}
