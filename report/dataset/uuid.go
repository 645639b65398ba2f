package dataset

import (
	"crypto/sha1"
	"fmt"
	"strings"
)

// space is the UUID below which names become UUIDs: that of the URL of this
// module after RFC 9562, section 5.5, in the namespace of URLs.
var space = [16]byte(hash([]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}, "https://github.com/milepost-go/milepost"))

// identity returns the UUID of a thing by the names that lead to it: the same
// names give the same UUID for ever.
func identity(names ...string) string {
	u := hash(space[:], strings.Join(names, "\x00"))
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// hash returns a UUID of version 5.
func hash(space []byte, name string) []byte {
	sum := sha1.Sum(append(append([]byte(nil), space...), name...))
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return sum[:16]
}
