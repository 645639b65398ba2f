package closing

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// A bundle is a zip archive in one form only: every byte outside the content
// follows from the names, sizes, checksums and packings of its entries. The
// layout is that of the .ZIP File Format Specification (APPNOTE 6.3.10),
// sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16: no extra fields, no comments, no
// data descriptors, no attributes, one date for all.
const (
	localMark   = 0x04034b50
	centralMark = 0x02014b50
	endMark     = 0x06054b50
	end64Mark   = 0x06064b50
	locator64   = 0x07064b50

	localSize   = 30
	centralSize = 46
	endSize     = 22
	end64Size   = 56 + 20 // with its locator

	stored   = 0
	deflated = 8

	version20    = 20     // needed to read: deflate
	version45    = 45     // needed to read: more than 65534 entries
	utf8Name     = 0x0800 // the name is UTF-8
	encrypted    = 0x0001
	firstDosDate = 0x0021 // 1980-01-01
	manyEntries  = 0xffff
)

// entry is one file of a bundle.
type entry struct {
	name   string
	method uint16
	crc    uint32
	packed int64 // bytes in the bundle
	size   int64 // bytes of the content
	offset int64 // of its header
}

// common returns the fields that both headers of an entry have.
func (e entry) common() []byte {
	var flags uint16
	for i := range len(e.name) {
		if e.name[i] >= 0x80 {
			flags = utf8Name
		}
	}
	b := binary.LittleEndian.AppendUint16(nil, version20)
	b = binary.LittleEndian.AppendUint16(b, flags)
	b = binary.LittleEndian.AppendUint16(b, e.method)
	b = binary.LittleEndian.AppendUint16(b, 0) // midnight
	b = binary.LittleEndian.AppendUint16(b, firstDosDate)
	b = binary.LittleEndian.AppendUint32(b, e.crc)
	b = binary.LittleEndian.AppendUint32(b, uint32(e.packed))
	b = binary.LittleEndian.AppendUint32(b, uint32(e.size))
	b = binary.LittleEndian.AppendUint16(b, uint16(len(e.name)))
	return binary.LittleEndian.AppendUint16(b, 0) // no extra fields
}

// local returns the header before the content.
func (e entry) local() []byte {
	b := binary.LittleEndian.AppendUint32(nil, localMark)
	return append(append(b, e.common()...), e.name...)
}

// central returns the header in the directory.
func (e entry) central() []byte {
	b := binary.LittleEndian.AppendUint32(nil, centralMark)
	b = append(binary.LittleEndian.AppendUint16(b, version20), e.common()...)
	b = append(b, make([]byte, 2+2+2+4)...) // no comment, first disk, no attributes
	b = binary.LittleEndian.AppendUint32(b, uint32(e.offset))
	return append(b, e.name...)
}

// end returns where the next header begins.
func (e entry) end() int64 { return e.offset + localSize + int64(len(e.name)) + e.packed }

// ending returns what follows the directory of n entries.
func ending(n, size, offset int64) []byte {
	var b []byte
	if n >= manyEntries {
		b = binary.LittleEndian.AppendUint32(b, end64Mark)
		b = binary.LittleEndian.AppendUint64(b, 56-12)
		b = binary.LittleEndian.AppendUint16(b, version45)
		b = binary.LittleEndian.AppendUint16(b, version45)
		b = append(b, make([]byte, 8)...) // first disk
		for _, v := range []int64{n, n, size, offset} {
			b = binary.LittleEndian.AppendUint64(b, uint64(v))
		}
		b = binary.LittleEndian.AppendUint32(b, locator64)
		b = binary.LittleEndian.AppendUint32(b, 0)
		b = binary.LittleEndian.AppendUint64(b, uint64(offset+size))
		b = binary.LittleEndian.AppendUint32(b, 1)
		n = manyEntries
	}
	b = binary.LittleEndian.AppendUint32(b, endMark)
	b = binary.LittleEndian.AppendUint32(b, 0) // first disk
	b = binary.LittleEndian.AppendUint16(b, uint16(n))
	b = binary.LittleEndian.AppendUint16(b, uint16(n))
	b = binary.LittleEndian.AppendUint32(b, uint32(size))
	b = binary.LittleEndian.AppendUint32(b, uint32(offset))
	return binary.LittleEndian.AppendUint16(b, 0) // no comment
}

// errBomb says that an item unpacks to more than the limits allow.
var errBomb = errors.New("closing: bundle: unpacks to too much")

// errRest says that packed content ends before its place does.
var errRest = errors.New("closing: bundle: something follows the packed content")

// content reads the content of an entry.
type content struct {
	entry
	limits BundleLimits
	place  *io.SectionReader // of the packed form
	buffer *bufio.Reader     // nil when stored
	from   io.Reader
	sum    uint32
	read   int64
	ended  func(*content) // called when it is closed; may be nil
}

func (e entry) open(at io.ReaderAt, limits BundleLimits, ended func(*content)) *content {
	c := &content{entry: e, limits: limits, ended: ended}
	c.place = io.NewSectionReader(at, e.offset+localSize+int64(len(e.name)), e.packed)
	c.from = c.place
	if e.method == deflated {
		c.buffer = bufio.NewReader(c.place)
		c.from = flate.NewReader(c.buffer)
	}
	return c
}

// consumed returns how much of the packed form was used.
func (c *content) consumed() int64 {
	at, err := c.place.Seek(0, io.SeekCurrent)
	if err != nil || c.buffer == nil {
		return at
	}
	return at - int64(c.buffer.Buffered())
}

// Read reads on, and ends with an error where the limits or the packed form
// are broken.
func (c *content) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	c.read += int64(n)
	switch {
	case c.read > c.limits.Item+1, c.buffer != nil && c.read > 1<<20 && c.read/c.limits.Ratio > c.consumed():
		return 0, errBomb
	case err == io.EOF && c.consumed() < c.packed:
		return n, errRest
	}
	return n, err
}

// Close ends the reading.
func (c *content) Close() error {
	if c.ended != nil {
		c.ended(c)
	}
	return nil
}

// whole reports whether the content was as the entry says.
func (c *content) whole() bool { return c.read == c.size && c.sum == c.crc }
