package lifecycle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Digest is the SHA-256 of canonical bytes, written "sha256:" and 64 lower-case
// hexadecimal digits. "" is no digest.
//
// Canonical bytes are a row of fields, each preceded by its length as eight
// bytes, the highest first. The first field is a tag that names what is hashed
// ("milepost.event.1"), so that no two kinds of thing share their bytes. Texts
// stand as they are, whole numbers as eight bytes in two's complement, times as
// whole microseconds since 1970 UTC. A field that holds a structure is JSON
// without blanks, keys sorted byte by byte, absent where it is zero.
type Digest string

// canon collects canonical bytes.
type canon struct{ buf []byte }

func newCanon(tag string) *canon {
	c := &canon{buf: make([]byte, 0, 512)}
	c.text(tag)
	return c
}

func (c *canon) text(s string) {
	c.buf = binary.BigEndian.AppendUint64(c.buf, uint64(len(s)))
	c.buf = append(c.buf, s...)
}

func (c *canon) bytes(b []byte) {
	c.buf = binary.BigEndian.AppendUint64(c.buf, uint64(len(b)))
	c.buf = append(c.buf, b...)
}

func (c *canon) number(n int64) {
	c.buf = binary.BigEndian.AppendUint64(c.buf, 8)
	c.buf = binary.BigEndian.AppendUint64(c.buf, uint64(n))
}

func (c *canon) time(t time.Time) { c.number(normalTime(t).UnixMicro()) }

func (c *canon) facts(f Facts) {
	c.number(int64(len(f.list)))
	for i := range f.list {
		c.text(string(f.list[i].Name))
		c.text(f.list[i].Value.Kind().String())
		c.text(f.list[i].Value.Plain())
		c.text(f.list[i].Value.Unit())
	}
}

func (c *canon) digest() Digest {
	sum := sha256.Sum256(c.buf)
	return Digest("sha256:" + hex.EncodeToString(sum[:]))
}

// normalTime is the form in which times are kept: UTC, whole microseconds,
// cut towards the past.
func normalTime(t time.Time) time.Time {
	t = t.UTC().Round(0) // without the reading of a monotonic clock
	if rest := t.Nanosecond() % 1000; rest != 0 {
		t = t.Add(-time.Duration(rest))
	}
	return t
}

// canonicalJSON rewrites the JSON form of v with sorted keys and no blanks.
func canonicalJSON(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("lifecycle: canonical form: %w", err)
	}
	reader := json.NewDecoder(bytes.NewReader(data))
	reader.UseNumber()
	var tree any
	if err := reader.Decode(&tree); err != nil {
		return nil, fmt.Errorf("lifecycle: canonical form: %w", err)
	}
	var out strings.Builder
	writer := json.NewEncoder(&out)
	writer.SetEscapeHTML(false)
	if err := writer.Encode(tree); err != nil {
		return nil, fmt.Errorf("lifecycle: canonical form: %w", err)
	}
	return []byte(strings.TrimSuffix(out.String(), "\n")), nil
}
