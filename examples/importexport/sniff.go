package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

// kind is what a file is, by its bytes.
type kind string

const (
	unknown    kind = ""
	kindGzip   kind = "gzip"
	kindMSPDI  kind = "mspdi"
	kindXER    kind = "xer"
	kindTrello kind = "trello"
	kindAsana  kind = "asana"
	kindXLSX   kind = "xlsx"
)

// sniffed is how many bytes at the beginning of a file are looked at.
const sniffed = 64 << 10

// sniff says what a file is that begins so.
func sniff(head []byte) kind {
	head = head[:min(len(head), sniffed)]
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return kindGzip
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return sniffZip(head)
	}
	text := bytes.TrimLeft(toUTF8(head), " \t\r\n")
	switch {
	case bytes.HasPrefix(text, []byte("ERMHDR")):
		return kindXER
	case bytes.HasPrefix(text, []byte("<")):
		return sniffXML(text)
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return sniffJSON(text)
	}
	return sniffCSV(text)
}

// toUTF8 returns the text without a byte-order mark, decoded where the mark
// says UTF-16.
func toUTF8(head []byte) []byte {
	big := bytes.HasPrefix(head, []byte("\xfe\xff"))
	if !big && !bytes.HasPrefix(head, []byte("\xff\xfe")) {
		return bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	}
	var units []uint16
	for i := 2; i+1 < len(head); i += 2 {
		high, low := head[i+1], head[i]
		if big {
			high, low = low, high
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return []byte(string(utf16.Decode(units)))
}

// sniffZip tells a workbook from other archives by the name of a part.
func sniffZip(head []byte) kind {
	for _, part := range []string{"[Content_Types].xml", "xl/", "_rels/"} {
		if bytes.Contains(head, []byte(part)) {
			return kindXLSX
		}
	}
	return unknown
}

// sniffXML looks at the root element alone.
func sniffXML(text []byte) kind {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	for {
		token, err := d.RawToken()
		if err != nil {
			return unknown
		}
		if root, ok := token.(xml.StartElement); ok {
			if root.Name.Local == "Project" {
				return kindMSPDI
			}
			return unknown
		}
	}
}

// Members by which the JSON of a tool is known, in an object at the top, in the
// first of a list there, or below "data".
var members = []struct {
	kind kind
	any  []string
}{
	{kindTrello, []string{"idOrganization", "shortLink", "idList", "idMemberCreator", "idBoard", "lists", "cards"}},
	{kindAsana, []string{"gid", "resource_type", "resource_subtype"}},
}

// sniffJSON reads as much of the JSON as there is, and stops at what tells.
func sniffJSON(text []byte) kind {
	d := json.NewDecoder(bytes.NewReader(text))
	var open []byte // of what stands open, { or [
	var under []string
	name, isName := "", false
	for {
		token, err := d.Token()
		if err != nil || len(open) > 100 {
			return unknown
		}
		inObject := len(open) > 0 && open[len(open)-1] == '{'
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				open, under = append(open, byte(t)), append(under, name)
				name, isName = "", t == '{'
				continue
			}
			open, under = open[:len(open)-1], under[:len(under)-1]
			name, isName = "", len(open) > 0 && open[len(open)-1] == '{'
		case string:
			if !inObject || !isName {
				isName = inObject
				continue
			}
			name, isName = t, false
			if k := byMember(under, t); k != unknown {
				return k
			}
		default:
			isName = inObject
		}
	}
}

// byMember tells the tool by a member, where it stands at the top.
func byMember(under []string, name string) kind {
	at := slices.DeleteFunc(slices.Clone(under), func(s string) bool { return s == "" })
	if len(at) > 1 || len(at) == 1 && at[0] != "data" || len(under) > 4 {
		return unknown
	}
	for _, m := range members {
		if slices.Contains(m.any, name) {
			return m.kind
		}
	}
	return unknown
}

// Columns that an Asana file has: one of each list.
var asanaColumns = [][]string{
	{"name", "task name", "task"},
	{"task id", "section/column", "blocked by (dependencies)", "dependencies", "subtask of", "parent task", "due date", "assignee"},
}

// sniffCSV looks for the head of an Asana file in the first lines.
func sniffCSV(text []byte) kind {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for range 20 {
		row, err := r.Read()
		if err != nil && !errors.Is(err, csv.ErrFieldCount) {
			return unknown
		}
		for i := range row {
			row[i] = strings.ToLower(strings.TrimSpace(row[i]))
		}
		all := !slices.ContainsFunc(asanaColumns, func(some []string) bool {
			return !slices.ContainsFunc(some, func(c string) bool { return slices.Contains(row, c) })
		})
		if all {
			return kindAsana
		}
	}
	return unknown
}
