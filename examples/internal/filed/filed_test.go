package filed

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is held is what was written; anything else is an error, and updating
// twice gives the same bytes.
func TestHold(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.gz")
	if err := Hold(name, []byte("one"), false); err == nil {
		t.Error("a file that is not there")
	}
	if err := Hold(name, []byte("one"), true); err != nil {
		t.Fatal(err)
	}
	first, _ := os.ReadFile(name)
	if err := Hold(name, []byte("one"), false); err != nil {
		t.Error(err)
	}
	if err := Hold(name, []byte("two"), false); err == nil {
		t.Error("other content")
	}
	if err := Hold(name, []byte("one"), true); err != nil {
		t.Fatal(err)
	}
	if second, _ := os.ReadFile(name); !bytes.Equal(first, second) {
		t.Error("written twice, it differs")
	}
	if err := os.WriteFile(name, []byte("no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Hold(name, []byte("one"), false); err == nil {
		t.Error("what is not packed")
	}
}
