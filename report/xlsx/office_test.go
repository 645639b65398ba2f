package xlsx_test

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/xlsx"
	"github.com/xuri/excelize/v2"
)

// alwaysCalculate tells LibreOffice to calculate every formula when it loads.
const alwaysCalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// office converts workbooks with LibreOffice, which calculates them anew, and
// returns the names of the results. The test is skipped where there is none.
func office(t testing.TB, filter string, books ...[]byte) []string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("soffice is not installed, or the tests are to be short: workbooks are not calculated anew")
	}
	dir := t.TempDir()
	profile := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(profile, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "registrymodifications.xcu"), []byte(alwaysCalculate), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", filter, "--outdir", filepath.Join(dir, "out")}
	var results []string
	for i, data := range books {
		name := "book" + strconv.Itoa(i)
		if err := os.WriteFile(filepath.Join(dir, name+".xlsx"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, name+".xlsx"))
		results = append(results, filepath.Join(dir, "out", name+"."+filter))
	}
	run := exec.Command(program, args...)
	run.WaitDelay = time.Minute
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, said)
	}
	return results
}

// calculated returns a workbook as LibreOffice calculates it.
func calculated(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	return calculatedAll(t, data)[0]
}

// calculatedAll returns workbooks as LibreOffice calculates them.
func calculatedAll(t testing.TB, books ...[]byte) []*excelize.File {
	t.Helper()
	var files []*excelize.File
	for _, name := range office(t, "xlsx", books...) {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, open(t, content))
	}
	return files
}

// compare holds every cell of a workbook against another reading of it, and
// returns how many there are and how many of them calculate.
func compare(t *testing.T, ours, theirs *excelize.File) (cells, formulas int) {
	t.Helper()
	for _, sheet := range ours.GetSheetList() {
		rows, err := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, want := range row {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, _ := ours.GetCellFormula(sheet, at)
				got, err := theirs.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
				if err != nil || !sameCell(got, want) {
					t.Errorf("%s!%s (formula %q): %.100q, not %.100q (%v)", sheet, at, formula, got, want, err)
				}
				cells++
				if formula != "" {
					formulas++
				}
			}
		}
	}
	return cells, formulas
}

func sameCell(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 == nil && err2 == nil {
		return math.Abs(x-y) <= 1e-12*max(math.Abs(x), math.Abs(y))
	}
	return a == b
}

// LibreOffice calculates what is stored.
func TestOfficeCalculates(t *testing.T) {
	var books [][]byte
	for _, lang := range report.Langs() {
		data, _ := write(t, wholeBook(lang))
		books = append(books, data)
	}
	theirs := calculatedAll(t, books...)
	for i, lang := range report.Langs() {
		cells, formulas := compare(t, open(t, books[i]), theirs[i])
		t.Logf("%s: %d cells, %d of them formulas", lang, cells, formulas)
		if formulas < 9 {
			t.Errorf("%s: only %d formulas", lang, formulas)
		}
	}
}

// A wrong stored result would be seen: the comparison can fail.
func TestOfficeCalculatesAnew(t *testing.T) {
	data, _ := write(t, wholeBook(report.En))
	spoilt := rewrite(t, data, "xl/worksheets/sheet2.xml", "<f>G2-H2</f><v>-300.5</v>", "<f>G2-H2</f><v>7</v>")
	if got, _ := open(t, spoilt).GetCellValue("status", "I2", excelize.Options{RawCellValue: true}); got != "7" {
		t.Fatalf("the stored result is %q", got)
	}
	if got, _ := calculated(t, spoilt).GetCellValue("status", "I2", excelize.Options{RawCellValue: true}); got != "-300.5" {
		t.Errorf("LibreOffice gives %q", got)
	}
}

// rewrite replaces a text in an entry of an archive.
func rewrite(t testing.TB, archive []byte, name, old, new string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, entry := range from.File {
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if entry.Name == name {
			if !strings.Contains(string(content), old) {
				t.Fatalf("%s does not hold %q", name, old)
			}
			content = []byte(strings.Replace(string(content), old, new, 1))
		}
		w, err := to.Create(entry.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// hostileBook has every hostile name in cells, names, titles and units.
func hostileBook(lang report.Lang) xlsx.Workbook {
	names := reporttest.HostileNames()
	k := xlsx.Workbook{Title: names[1], Lang: lang, AsOf: finding.Text(names[0])}
	for i, name := range names {
		k.Sheets = append(k.Sheets, xlsx.Sheet{Name: name, Table: dataset.Table{
			Schema: dataset.Schema{Name: name, Title: name, Meaning: name, Columns: []dataset.Column{
				{Name: "text", Title: name, Meaning: name}, {Name: name}, {Name: strings.ToUpper(name), Type: report.TypeNumber, Unit: name}, {Name: "price", Type: report.TypeMoney},
			}},
			Rows: func(yield func([]finding.Value) bool) {
				yield([]finding.Value{finding.Text(name), finding.List(name, names[(i+1)%len(names)]), finding.Number(int64(i), name), finding.Money("1.5", name)})
			},
		}, Marks: []xlsx.Mark{{Column: "text", When: xlsx.Equals, Text: name}}, Totals: []string{"price"}})
	}
	return k
}

// Hostile names are text in every place, for both readers.
func TestHostileWorkbook(t *testing.T) {
	for _, lang := range report.Langs() {
		data, _ := write(t, hostileBook(lang))
		ours := open(t, data)
		sheets := ours.GetSheetList()
		for i, name := range reporttest.HostileNames() {
			got, err := ours.GetCellValue(sheets[i+1], "A2", excelize.Options{RawCellValue: true})
			if err != nil || got != report.Clean(name) {
				t.Errorf("%.50q is read as %.50q (%v)", name, got, err)
			}
			if formula, _ := ours.GetCellFormula(sheets[i+1], "A2"); formula != "" {
				t.Errorf("%.50q calculates", name)
			}
		}
		if lang == report.En {
			compare(t, ours, calculated(t, data))
		}
	}
}

// What looks like the escape of a character stays as it is.
func TestEscapesStay(t *testing.T) {
	names := []string{"_x0041_", "a_x000D_b", "_x005F_x0041_", "_x0041", "x_x00zz_", "__x0041__"}
	var values []finding.Value
	for _, name := range names {
		values = append(values, finding.Text(name))
	}
	k := one(dataset.Column{Name: "_x0041_"}, values...)
	k.Title, k.Sheets[0].Name = "_x0041_", "_x0041_"
	data, _ := write(t, k)
	f := open(t, data)
	for i, name := range names {
		if got := raw(t, f, "_ x0041_", "A"+strconv.Itoa(i+2)); got != name {
			t.Errorf("%q is read as %q", name, got)
		}
	}
	if got := raw(t, f, "_ x0041_", "A1"); got != "_ x0041_" {
		t.Errorf("the head is %q", got)
	}
	if props, err := f.GetDocProps(); err != nil || props.Title != "_x0041_" || props.Created != "2000-01-01T00:00:00Z" || props.Modified != props.Created {
		t.Errorf("properties %+v, %v", props, err)
	}
	// LibreOffice does not write such an escape again, so its own reading of it is
	// left out.
	k.Sheets[0].Table.Rows = slices.Values([][]finding.Value{{values[0]}, {values[1]}, {values[3]}, {values[4]}})
	data, _ = write(t, k)
	compare(t, open(t, data), calculated(t, data))
}

// LibreOffice prints both kinds of workbook, with marks that lie over each
// other in many columns, and the text of a page can be read.
func TestOfficePrints(t *testing.T) {
	k := wholeBook(report.ZhCN)
	for _, c := range []string{"total_float_min", "critical", "finish"} {
		k.Sheets[0].Marks = append(k.Sheets[0].Marks, xlsx.Mark{Column: c, Tone: xlsx.Quiet, Row: true}, xlsx.Mark{Column: c, Tone: xlsx.Good})
	}
	data, _ := write(t, k)
	var paper bytes.Buffer
	if err := (xlsx.Renderer{}).Render(&paper, reporttest.Sample(report.ZhCN)); err != nil {
		t.Fatal(err)
	}
	for i, page := range office(t, "pdf", data, paper.Bytes()) {
		name := []string{"status", "计划总体受控"}[i]
		if _, err := os.Stat(page); err != nil {
			t.Fatal(err)
		}
		reader, err := exec.LookPath("pdftotext")
		if err != nil {
			t.Skip("pdftotext is not installed: the pages are not read")
		}
		text, err := exec.Command(reader, page, "-").Output()
		if err != nil || !strings.Contains(string(text), name) {
			t.Errorf("%q is not on the pages (%v): %.300s", name, err, text)
		}
	}
}

// LibreOffice reads every document of the kit as it is written.
func TestOfficeReadsDocuments(t *testing.T) {
	var books [][]byte
	for _, d := range reporttest.Documents() {
		var out bytes.Buffer
		if err := (xlsx.Renderer{}).Render(&out, d.Document); err != nil {
			t.Fatalf("%s: %v", d.Name, err)
		}
		books = append(books, out.Bytes())
	}
	for i, theirs := range calculatedAll(t, books...) {
		compare(t, open(t, books[i]), theirs)
	}
}
