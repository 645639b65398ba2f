package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// binder puts a workbook together. The sheets of cells are streamed into the
// archive one after the other; everything else (styles, names, tables, charts,
// relations) is kept by excelize until the end.
type binder struct {
	zip   *zip.Writer
	file  *excelize.File
	lang  report.Lang
	looks looks
	taken map[string]bool // names of sheets, tables and ranges, without case
	parts map[string]bool // paths of the sheets that are in the archive
	// replaced are parts that are written here in place of the library's.
	replaced map[string]string
	sheets   int       // reserved so far
	placed   []*placed // tables in their order
	notes    []finding.Finding
	more     int // notes beyond the limit
	err      error
	// passing is told now and then how many rows of a table are written; an
	// error of it stops the writing. Nil for none.
	passing func(table string, rows int) error
}

// written is the time of every entry of the archive: the earliest it can hold.
var archived = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// imageTypes are the types of pictures that the library adds, in any order, to a
// workbook with charts. There are none in it.
var imageTypes = regexp.MustCompile(`<Default [^>]*ContentType="image/[^>]*></Default>`)

func newBinder(w io.Writer, lang report.Lang) *binder {
	b := &binder{zip: zip.NewWriter(w), file: excelize.NewFile(), lang: lang, taken: map[string]bool{}, parts: map[string]bool{}, replaced: map[string]string{}}
	b.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestSpeed)
	})
	b.looks = newLooks(b)
	return b
}

// keep remembers the first error.
func (b *binder) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// tab is a sheet that has its name and place in the workbook.
type tab struct {
	name string
	path string // in the archive
}

// reserve gives the next sheet its name. What is never opened is written by
// excelize, which is how sheets with charts are made.
func (b *binder) reserve(title string) tab { return b.reserveNamed(b.sheetName(title)) }

// reserveNamed is reserve for a name that sheetName gave.
func (b *binder) reserveNamed(name string) tab {
	b.sheets++
	if b.sheets == 1 {
		b.keep(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
	return tab{name: name, path: fmt.Sprintf("xl/worksheets/sheet%d.xml", b.sheets)}
}

// create opens an entry of the archive.
func (b *binder) create(path string) (io.Writer, error) {
	return b.zip.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Deflate, Modified: archived})
}

// finish writes the notes and what excelize kept, and ends the archive.
func (b *binder) finish(title string) error {
	b.writeNotes()
	calculate := true
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &calculate}))
	b.file.SetActiveSheet(0)
	if b.err != nil {
		return b.err
	}
	kept, err := b.file.WriteToBuffer()
	if err != nil {
		return err
	}
	if err := b.copy(kept.Bytes(), coreProperties(title, b.lang)); err != nil {
		return err
	}
	return b.zip.Close()
}

// copy copies the entries of an archive except the sheets that were streamed
// and the properties.
func (b *binder) copy(archive, core []byte) error {
	from, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) })
	for _, entry := range from.File {
		if b.parts[entry.Name] {
			continue
		}
		if err := b.copyEntry(entry, core); err != nil {
			return err
		}
	}
	return nil
}

func (b *binder) copyEntry(entry *zip.File, core []byte) error {
	r, err := entry.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	w, err := b.create(entry.Name)
	if err != nil {
		return err
	}
	switch entry.Name {
	case "xl/styles.xml":
		content = quotePrefixed(content, b.looks.guarded)
	case corePart:
		content = core
	case "[Content_Types].xml":
		content = imageTypes.ReplaceAll(content, nil)
	}
	if own, ok := b.replaced[entry.Name]; ok {
		content = []byte(own)
	}
	_, err = w.Write(content)
	return err
}
