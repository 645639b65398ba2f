package sqlstore

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/sqlstore"
	"github.com/milepost-go/milepost/lifecycle/store"
)

// count is a document that says how often it was saved and by whom.
type count struct {
	Total int            `json:"total"`
	By    map[string]int `json:"by"`
}

const (
	countChild = "milepost-count"
	countID    = "acme/plan-7"
)

func (p place) counts() (*sql.DB, *sqlstore.Documents[count], error) {
	db, err := sql.Open(p.Driver, p.Source)
	if err != nil {
		return nil, nil, err
	}
	docs, err := sqlstore.NewDocuments(db, "count", sqlstore.Codec[count]{}, p.options())
	return db, docs, err
}

// countOn saves the document with one more, again and again, and says so after
// each time. Steps of 0 go on until the process is killed.
func countOn(ctx context.Context, docs store.Store[count], who string, steps int, said func(total int)) error {
	for done := 0; steps == 0 || done < steps; {
		doc, version, err := docs.Load(ctx, countID)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if doc.By == nil {
			doc.By = map[string]int{}
		}
		doc.Total++
		doc.By[who]++
		if _, err = docs.Save(ctx, countID, version, doc); errors.Is(err, store.ErrConflict) {
			continue
		}
		if err != nil {
			return err
		}
		done++
		said(doc.By[who])
	}
	return nil
}

// countInChild is what another process does; see TestMain.
func countInChild() {
	if len(os.Args) != 4 || os.Args[1] != countChild {
		return
	}
	err := func() error {
		var p place
		if err := json.Unmarshal([]byte(os.Args[2]), &p); err != nil {
			return err
		}
		_, docs, err := p.counts()
		if err != nil {
			return err
		}
		return countOn(context.Background(), docs, os.Args[3], 0, func(n int) { fmt.Println(n) })
	}()
	fmt.Println("error", err)
	os.Exit(1)
}

// TestKilledProcessesLoseNoSave kills processes that save one document, beside
// this one that does as well.
func TestKilledProcessesLoseNoSave(t *testing.T) {
	for _, kind := range rigKinds {
		t.Run(kind.name, func(t *testing.T) {
			r, err := kind.open(t)(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer r.close()
			db, docs, err := r.counts()
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			const seed = 9
			random := rand.New(rand.NewPCG(seed, 0))
			for round := range 3 {
				who := fmt.Sprintf("child%d", round)
				said := killCounting(t, r.place, who, 1+random.IntN(20), func() {
					if err := countOn(t.Context(), docs, "parent", 10, func(int) {}); err != nil {
						t.Error(err)
					}
				})
				doc, version, err := docs.Load(t.Context(), countID)
				if err != nil {
					t.Fatal(err)
				}
				sum := 0
				for _, n := range doc.By {
					sum += n
				}
				if doc.By[who] < said || doc.By[who] > said+1 || doc.By["parent"] != 10*(round+1) || sum != doc.Total || store.Version(doc.Total) != version {
					t.Errorf("seed %d, round %d: version %d of %v, the child had said %d", seed, round, version, doc, said)
				}
			}
		})
	}
}

// killCounting starts a child, lets it save some times beside other work, kills
// it and returns how many saves it acknowledged.
func killCounting(t *testing.T, p place, who string, after int, beside func()) int {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, countChild, p.text(), who)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines, said := bufio.NewScanner(out), 0
	next := func() bool {
		if !lines.Scan() {
			return false
		}
		if _, err := fmt.Sscan(lines.Text(), &said); err != nil {
			t.Fatalf("the child says %q", lines.Text())
		}
		return true
	}
	for said < after && next() {
	}
	beside()
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	for next() { // what it said before it died
	}
	_ = cmd.Wait() // says that it was killed
	if said < after {
		t.Fatalf("the child ended after %d saves", said)
	}
	return said
}
