// Package filed keeps what one example hands to another: a file that is packed,
// and that a test of the example that writes it holds to what it writes now.
package filed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
)

// Hold compares the packed file with the content. With update it writes it
// first.
func Hold(name string, content []byte, update bool) error {
	if update {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(content); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	kept, err := io.ReadAll(z)
	if err == nil && !bytes.Equal(kept, content) {
		err = fmt.Errorf("%s holds something else; -update writes it anew", name)
	}
	return err
}
