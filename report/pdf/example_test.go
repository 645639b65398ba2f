package pdf_test

import (
	"bytes"
	"fmt"

	"golang.org/x/image/font/gofont/goregular"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/pdf"
)

func ExampleRenderer() {
	doc := &report.Document{Title: "Status", Blocks: []report.Block{report.P(report.T("The plan holds."))}}
	var b bytes.Buffer
	if err := (pdf.Renderer{Fonts: [][]byte{goregular.TTF}}).Render(&b, doc); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.String()[:5])

	doc.Title = "状态"
	fmt.Println(pdf.Renderer{Fonts: [][]byte{goregular.TTF}}.Render(&b, doc))
	// Output:
	// %PDF-
	// pdf: character without a glyph: '态', '状'
}
