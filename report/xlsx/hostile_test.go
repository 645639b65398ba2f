package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/milepost-go/milepost/schedule/calendar"
)

const (
	workbookXML = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML     = `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>`
	head        = `<row r="1"><c r="A1" t="inlineStr"><is><t>Task</t></is></c><c r="B1" t="inlineStr"><is><t>Duration</t></is></c><c r="C1" t="inlineStr"><is><t>Predecessors</t></is></c><c r="D1" t="inlineStr"><is><t>Owner</t></is></c><c r="E1" t="inlineStr"><is><t>% Complete</t></is></c></row>`
)

// parts makes a workbook by hand from its parts.
func parts(t testing.TB, more map[string]string) []byte {
	t.Helper()
	all := map[string]string{"xl/workbook.xml": workbookXML, "xl/_rels/workbook.xml.rels": relsXML}
	for name, content := range more {
		all[name] = content
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range all {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rows makes a workbook of a sheet from the XML of its rows.
func rows(t testing.TB, xml string) []byte {
	return parts(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + xml + "</sheetData></worksheet>"})
}

// Every workbook that was made to exhaust or to mislead a reader is refused,
// with the right error and within a few seconds.
func TestHostileWorkbooks(t *testing.T) {
	text := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	row := `<row>` + text("a") + `</row>`
	sst := func(items string) map[string]string {
		return map[string]string{"xl/sharedStrings.xml": "<sst>" + items + "</sst>", "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + head +
			strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 3000) + "</sheetData></worksheet>"}
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a document type":       {rows(t, `<!DOCTYPE x [<!ENTITY a "aaaa">]>`+head), xlsx.ErrForm},
		"an entity":             {rows(t, head+`<row>`+text("&lol;")+`</row>`), xlsx.ErrForm},
		"deep elements":         {rows(t, head+strings.Repeat("<a>", 100_000)), xlsx.ErrForm},
		"an endless element":    {rows(t, head+"<row "+strings.Repeat(`a="" `, 1_000_000)+"/>"), xlsx.ErrSize},
		"blanks without end":    {rows(t, head+strings.Repeat(" ", 2<<20)), xlsx.ErrSize},
		"a bomb of rows":        {rows(t, head+strings.Repeat(row, xlsx.MaxRows+1)), xlsx.ErrSize},
		"wide rows":             {rows(t, head+strings.Repeat(`<row><c r="GR2"><v>1</v></c></row>`, 50_000)), xlsx.ErrSize},
		"a row out of reach":    {rows(t, head+`<row r="1048577"/>`), xlsx.ErrForm},
		"a row too far":         {rows(t, head+`<row r="1048576">`+text("a")+`</row>`), xlsx.ErrSize},
		"a long text by many":   {parts(t, sst("<si>"+strings.Repeat("<t>"+strings.Repeat("x", 100_000)+"</t>", 10)+"</si>")), xlsx.ErrSize},
		"texts without end":     {parts(t, sst(strings.Repeat("<si/>", 2_100_000))), xlsx.ErrSize},
		"a sheet that ends":     {parts(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + head}), xlsx.ErrForm},
		"closed too often":      {rows(t, head+"</row></sheetData></worksheet></x>"), xlsx.ErrForm},
		"no workbook":           {parts(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), xlsx.ErrNoPlan},
		"sheets without end":    {parts(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet/>", "xl/workbook.xml": "<workbook>" + strings.Repeat(`<sheet id="rId1"/>`, 1001) + "</workbook>"}), xlsx.ErrSize},
		"encrypted":             {append([]byte{0xD0, 0xCF, 0x11, 0xE0}, make([]byte, 512)...), xlsx.ErrForm},
		"predecessors sans end": {rows(t, head+`<row>`+text("a")+`</row>`+strings.Repeat(`<row>`+text("b")+text("1d")+text(strings.Repeat("a,", 30_000))+`</row>`, 20)), xlsx.ErrSize},
		"people without end":    {rows(t, head+strings.Repeat(`<row>`+text("b")+text("1d")+text("")+text(strings.Repeat("a,", 30_000))+`</row>`, 20)), xlsx.ErrSize},
	} {
		began := time.Now()
		_, _, err := xlsx.Codec{}.Decode(bytes.NewReader(c.data))
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if took := time.Since(began); took > 20*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
	}
}

// A formula counts as its stored result. One without is named with its cell,
// also where formulas share one another's text in a circle.
func TestFormulas(t *testing.T) {
	data := rows(t, head+
		`<row r="2"><c r="A2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>`+
		`<row r="3"><c r="A3" t="inlineStr"><is><t>c</t></is></c><c r="B3"><f t="shared" ref="B3:B4" si="0">B4</f></c></row>`+
		`<row r="4"><c r="A4" t="inlineStr"><is><t>d</t></is></c><c r="B4"><f t="shared" si="0"/></c><c r="C4" t="e"><f>X1</f><v>#REF!</v></c><c r="D4" t="s"><v>7</v></c></row>`+
		`<row r="5"><c r="A5" t="str"><f>""</f><v></v></c></row>`)
	plan, notes := decode(t, xlsx.Codec{Start: monday}, data)
	if len(plan.Tasks) != 3 || plan.Tasks[0].Name != "ab" || plan.Tasks[0].Duration.Length != 16*calendar.Hour {
		t.Errorf("%+v", plan.Tasks)
	}
	want := []string{"Plan!B3 cell.no_result =B4", "Plan!B4 cell.no_result =", "Plan!C4 cell.broken #REF!", "Plan!D4 cell.broken 7", "Plan!A3 row.no_length c", "Plan!A4 row.no_length d"}
	if got := reasons(notes); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A sheet that claims a million rows and columns, and formats them, is as large
// as what stands in it; cells far to the right are counted.
func TestClaims(t *testing.T) {
	data := parts(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>` + head +
		`<row r="2"><c r="A2" t="inlineStr"><is><r><t>a</t></r><rPh><t>ah</t></rPh><r><t>_x0041_</t></r></is></c><c r="B2"><v>1</v></c><c r="XFD2"><v>1</v></c><c r="XFC2"><v>1</v></c></row>` +
		`<row r="1048576" s="1"><c r="A1048576" s="1"/></row></sheetData><mergeCells><mergeCell ref="B2:B1048576"/><mergeCell ref="A1:XFD1"/><mergeCell ref="x"/></mergeCells></worksheet>`})
	plan, notes := decode(t, xlsx.Codec{Start: monday}, data)
	if len(plan.Tasks) != 1 || plan.Tasks[0].Name != "aA" {
		t.Errorf("%+v", plan.Tasks)
	}
	if got := reasons(notes); !slices.Equal(got, []string{"Plan!GS1 cells.beyond 2"}) {
		t.Errorf("%q", got)
	}
}

// Numbers shown as shares are shares whatever their size, and an indented name
// is a level deeper.
func TestFormats(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>` +
		`<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="0"><alignment indent="1"/></xf></cellXfs></styleSheet>`
	line := func(n int, style int, name, value string) string {
		return fmt.Sprintf(`<row r="%d"><c r="A%d" s="%d" t="str"><v>%s</v></c><c r="B%d"><v>1</v></c><c r="E%d" %s</c></row>`, n, n, style, name, n, n, value)
	}
	data := parts(t, map[string]string{"xl/styles.xml": styles, "xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + head +
		line(2, 0, "sum", `>`) + line(3, 3, "a", `s="1"><v>1</v>`) + line(4, 3, "b", `s="2"><v>0.25</v>`) + line(5, 3, "c", `><v>40</v>`) + line(6, 3, "d", `><v>0.5</v>`) + line(7, 0, "e", `><v>1</v>`) +
		"</sheetData></worksheet>"})
	plan, notes := decode(t, xlsx.Codec{Start: monday}, data)
	var got []string
	for _, x := range plan.Tasks {
		got = append(got, fmt.Sprint(x.Name, " ", x.Parent, " ", x.Progress.Percent))
	}
	if want := []string{"sum  0", "a 2 100", "b 2 25", "c 2 40", "d 2 0", "e  1"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	// Half a percent, or a half?
	if got := reasons(notes); !slices.Equal(got, []string{"Plan!E6 cell.percent 0.5"}) {
		t.Errorf("%q", got)
	}
}

// Many rows with the same id, and many notes, take time in the size of the sheet.
func TestManyRows(t *testing.T) {
	var b strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&b, `<row><c><v>7</v></c><c t="str"><v>t</v></c><c t="str"><v>soon</v></c><c t="str"><v>x%d</v></c></row>`, i)
	}
	data := rows(t, `<row><c t="str"><v>ID</v></c><c t="str"><v>Task</v></c><c t="str"><v>Duration</v></c><c t="str"><v>Predecessors</v></c></row>`+b.String())
	began := time.Now()
	plan, notes, err := xlsx.Codec{}.Decode(bytes.NewReader(data))
	if err != nil || len(plan.Tasks) != 60_000 {
		t.Fatal(err)
	}
	last := notes[len(notes)-1]
	// Two notes in each row and the length nobody stated; the first id is its own.
	if last.Reason != xlsx.CodeMore || last.Value != fmt.Sprint(4*60_000-1-50_000) {
		t.Errorf("%d notes, the last %+v", len(notes), last)
	}
	if took := time.Since(began); took > 15*time.Second {
		t.Errorf("took %s", took)
	}
}
