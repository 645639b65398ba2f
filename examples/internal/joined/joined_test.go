package joined_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/milepost-go/milepost/examples/internal/joined"
)

// Two tables by hand, with one key twice, one empty and one reference that
// names nothing.
func TestFaultsAreFound(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"words.csv":    "table_name,column_name,type,refers_to,is_key\nparents,id,text,,true\nchildren,id,text,,true\nchildren,parent,text,parents.id,false\n",
		"parents.csv":  "id\np1\n",
		"children.csv": "id,parent\n1,p1\n1,p2\n,\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("\xef\xbb\xbf"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tables, err := joined.Open(context.Background(), folder, "words.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer tables.Close()
	faults, err := tables.Faults(context.Background())
	want := []string{"children.id is empty: 1 rows", "key of children stands twice: 1 rows", "children.parent names no row of parents: 1 rows"}
	if err != nil || !slices.Equal(faults, want) {
		t.Errorf("%q, %v", faults, err)
	}
	if n, err := tables.Figure(context.Background(), "SELECT count(*) FROM children"); n != "3" || err != nil {
		t.Error(n, err)
	}
	if err := os.WriteFile(filepath.Join(folder, "parents.csv"), []byte("\xef\xbb\xbfother\np1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := joined.Open(context.Background(), folder, "words.csv"); err == nil {
		t.Error("a table with another head was read")
	}
}
