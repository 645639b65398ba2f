package xlsx

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
)

// repack writes the parts of a workbook in the order of their names, so that
// the same workbook is the same bytes, with properties of our own.
func repack(w io.Writer, data, core []byte) error {
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	to := zip.NewWriter(w)
	for _, part := range from.File {
		if part.Name == corePart {
			err = add(to, corePart, core)
		} else {
			err = to.Copy(part)
		}
		if err != nil {
			return err
		}
	}
	return to.Close()
}

// corePart is the part that [coreProperties] makes.
const corePart = "docProps/core.xml"

// add adds a part to an archive, without a time.
func add(to *zip.Writer, name string, content []byte) error {
	part, err := to.Create(name)
	if err == nil {
		_, err = part.Write(content)
	}
	return err
}
