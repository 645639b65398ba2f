package dataset

import (
	"archive/zip"
	"io"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Pack writes a packaged data source (.tdsx): a zip of the .tds and of the CSV
// files of all tables, those that the .tds leaves out included. The rows pass
// through one at a time. The same tables give the same bytes.
//
// A writer that fails stops it, as one does whose context is done.
//
// It returns what [Tableau.Write] returns, or the first error of w or of a row
// ([*CellError]); what is written by then is no whole file.
func (t Tableau) Pack(w io.Writer, form CSV, tables ...Table) ([]finding.Finding, error) {
	schemas := make([]Schema, len(tables))
	for i := range tables {
		schemas[i] = tables[i].Schema
	}
	s, err := t.source(schemas)
	if err != nil {
		return nil, err
	}
	archive := zip.NewWriter(w)
	name := fileName(s.title()) + ".tds"
	if err := pack(archive, name, func(w io.Writer) error { _, err := io.WriteString(w, s.document()); return err }); err != nil {
		return s.left, err
	}
	for i := range tables {
		name := s.dir + "/" + tables[i].Name + ".csv"
		if err := pack(archive, name, func(w io.Writer) error { return form.Write(w, tables[i]) }); err != nil {
			return s.left, err
		}
	}
	return s.left, archive.Close()
}

// pack adds a file to an archive, always at the same time.
func pack(archive *zip.Writer, name string, write func(io.Writer) error) error {
	file, err := archive.CreateHeader(&zip.FileHeader{
		Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		return err
	}
	return write(file)
}

// maxFileName is how many bytes of a name go into the names of files.
const maxFileName = 80

// fileName returns a name that every file system takes: characters that one of
// them refuses become "_".
func fileName(name string) string {
	out := make([]rune, 0, len(name))
	size := 0
	for _, r := range report.CleanLine(name) {
		if r < ' ' || r == 0x7f || isReserved(r) {
			r = '_'
		}
		if size += len(string(r)); size > maxFileName {
			break
		}
		out = append(out, r)
	}
	for len(out) > 0 && (out[len(out)-1] == '.' || out[len(out)-1] == ' ') {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return "Milepost"
	}
	if isDevice(string(out)) {
		return "_" + string(out)
	}
	return string(out)
}

// isDevice reports whether Windows takes a name of a file for a device,
// whatever follows a point.
func isDevice(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	name = strings.TrimRight(name, " ")
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	port, ok := strings.CutPrefix(name, "com")
	if !ok {
		port, ok = strings.CutPrefix(name, "lpt")
	}
	return ok && len([]rune(port)) == 1 && strings.ContainsAny(port, "0123456789\u00b9\u00b2\u00b3")
}

func isReserved(r rune) bool {
	switch r {
	case '<', '>', ':', '"', '/', '\\', '|', '?', '*', '#', '%', '&':
		return true
	}
	return false
}
