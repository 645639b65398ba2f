package lifecycle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxDepth is how deep JSON of ours may nest.
const maxDepth = 16

// node is a piece of JSON with the place where it stands.
type node struct {
	kind   byte // '{', '[', '"', '0' for a number, 'b' for a truth value, 'n' for null
	text   string
	start  int // offset of its first byte
	end    int // offset behind its last byte
	fields []field
	items  []*node
}

type field struct {
	name  string
	value *node
}

// treeReader reads JSON into nodes, keeping places and doubled fields, which
// the standard decoder drops.
type treeReader struct {
	data    []byte
	decoder *json.Decoder
}

// readTree reads exactly one JSON value. The error has the offset of the fault.
func readTree(data []byte) (*node, int, error) {
	r := treeReader{data, json.NewDecoder(bytes.NewReader(data))}
	r.decoder.UseNumber()
	root, err := r.value(0)
	if err != nil {
		return nil, r.fault(err), err
	}
	end := int(r.decoder.InputOffset())
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, end, errors.New("more behind the end")
	}
	return root, 0, nil
}

func (r *treeReader) fault(err error) int {
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return int(syntax.Offset)
	}
	return int(r.decoder.InputOffset())
}

func (r *treeReader) value(depth int) (*node, error) {
	token, err := r.decoder.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	n := &node{end: int(r.decoder.InputOffset())}
	switch t := token.(type) {
	case json.Delim:
		n.kind, n.start = byte(t), n.end-1
		return n, r.children(n, depth+1)
	case string:
		n.kind, n.text = '"', t
	case json.Number:
		n.kind, n.text = '0', t.String()
	case bool:
		n.kind, n.text = 'b', fmt.Sprint(t)
	default:
		n.kind = 'n'
	}
	return n, nil
}

// children reads what stands between the brackets of an object or a list.
func (r *treeReader) children(n *node, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("nested deeper than %d", maxDepth)
	}
	for r.decoder.More() {
		var f field
		if n.kind == '{' {
			token, err := r.decoder.Token()
			if err != nil {
				return err
			}
			f.name, _ = token.(string)
		}
		value, err := r.value(depth)
		if err != nil {
			return err
		}
		f.value = value
		if n.kind == '{' {
			n.fields = append(n.fields, f)
		} else {
			n.items = append(n.items, value)
		}
	}
	_, err := r.decoder.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	n.end = int(r.decoder.InputOffset())
	return err
}

// lineEnds returns the offsets of the newlines, in ascending order.
func lineEnds(data []byte) []int {
	var ends []int
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i)
		}
	}
	return ends
}
