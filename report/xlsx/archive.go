package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// What a workbook may ask for while it is opened. Files of people stay far
// below; files made to exhaust a reader do not.
const (
	maxParts     = 10_000     // parts in the archive
	maxElements  = 16_000_000 // in all parts that are read, each as often as it is
	maxDepth     = 64         // elements within elements
	maxElement   = 1 << 20    // bytes from one "<" to the next
	maxPlaces    = 4_000_000
	maxText      = 64 << 20 // bytes in the cells of a sheet
	maxLinks     = 500_000  // and as many assignments
	maxReadNotes = 50_000
)

// archive is the parts of a workbook. Nothing in them is executed, and nothing
// outside them is fetched.
type archive struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
	more  int   // elements that may still be read
}

func openArchive(data []byte) (*archive, error) {
	if bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return nil, fmt.Errorf("%w: encrypted, or of the time before .xlsx", ErrForm)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrForm, err)
	}
	if len(r.File) > maxParts {
		return nil, fmt.Errorf("%w: over %d parts", ErrSize, maxParts)
	}
	a := &archive{parts: make(map[string]*zip.File, len(r.File)), left: MaxContent, more: maxElements}
	for _, f := range r.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := a.parts[name]; !twice {
			a.parts[name] = f
		}
	}
	return a, nil
}

// has reports whether there is a part of the name.
func (a *archive) has(name string) bool {
	_, ok := a.parts[strings.ToLower(name)]
	return ok
}

// event is an element that begins, the text in it, or its end.
type event struct {
	begin, end bool
	name       string     // local, of begin and end
	attrs      []xml.Attr // of begin
	text       []byte     // of neither; valid until the next event
}

// attr returns an attribute by its local name, "" if there is none.
func (e event) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// errStop ends a walk without a fault.
var errStop = errors.New("xlsx: enough")

// walk hands each event of a part to visit. A part that is not there has none.
func (a *archive) walk(name string, visit func(event) error) error {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err != nil {
		return fmt.Errorf("%w: %s: %v", ErrForm, name, err)
	}
	defer in.Close()
	d := xml.NewDecoder(&rationed{from: in, archive: a})
	depth := 0
	for {
		token, err := d.RawToken()
		switch {
		case err == io.EOF && depth == 0:
			return nil
		case err == io.EOF:
			return fmt.Errorf("%w: %s ends too early", ErrForm, name)
		case errors.Is(err, ErrSize):
			return err
		case err != nil:
			return fmt.Errorf("%w: %s: %v", ErrForm, name, err)
		}
		e, step := eventOf(token)
		if a.more -= max(step, 0); a.more < 0 {
			return fmt.Errorf("%w: over %d elements", ErrSize, maxElements)
		}
		if depth += step; depth > maxDepth || depth < 0 {
			return fmt.Errorf("%w: %s: elements do not nest", ErrForm, name)
		}
		if _, declared := token.(xml.Directive); declared {
			return fmt.Errorf("%w: %s declares a document type", ErrForm, name)
		}
		if err := visit(e); err == errStop {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func eventOf(token xml.Token) (event, int) {
	switch t := token.(type) {
	case xml.StartElement:
		return event{begin: true, name: t.Name.Local, attrs: t.Attr}, 1
	case xml.EndElement:
		return event{end: true, name: t.Name.Local}, -1
	case xml.CharData:
		return event{text: t}, 0
	}
	return event{}, 0
}

// rationed reads a part as long as the archive has bytes left, and as long as
// its elements are of a reasonable size.
type rationed struct {
	from    io.Reader
	archive *archive
	run     int // bytes since the last "<"
}

func (r *rationed) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if r.archive.left -= int64(n); r.archive.left < 0 {
		return 0, fmt.Errorf("%w: over %d bytes unpacked", ErrSize, MaxContent)
	}
	if at := bytes.LastIndexByte(p[:n], '<'); at >= 0 {
		r.run = n - at
	} else {
		r.run += n
	}
	if r.run > maxElement {
		return 0, fmt.Errorf("%w: an element of over %d bytes", ErrSize, maxElement)
	}
	return n, err
}

// relations returns the parts that a part refers to, by id and by the last word
// of their type.
func (a *archive) relations(part string) (byID, byType map[string]string, err error) {
	byID, byType = map[string]string{}, map[string]string{}
	folder, file := path.Split(part)
	err = a.walk(folder+"_rels/"+file+".rels", func(e event) error {
		if !e.begin || e.name != "Relationship" || e.attr("TargetMode") == "External" {
			return nil
		}
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		byID[e.attr("Id")] = target
		if kind := path.Base(e.attr("Type")); byType[kind] == "" {
			byType[kind] = target
		}
		return nil
	})
	return byID, byType, err
}
