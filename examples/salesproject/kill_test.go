package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// child is the variable by which the test binary knows that it is to be the
// example itself: its arguments, a line each.
const child = "SALESPROJECT_TEST_CHILD"

func TestMain(m *testing.M) {
	if args := os.Getenv(child); args != "" {
		if err := run(strings.Split(args, "\n"), os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	folder, err := os.MkdirTemp("", "salesproject")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	once.folder = folder
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// playAndKill runs the example as a process of its own and kills it after so
// many lines, or lets it end when there are fewer.
func playAndKill(t *testing.T, lines int, args ...string) (killed bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), child+"="+strings.Join(args, "\n"))
	var notes bytes.Buffer
	cmd.Stderr = &notes
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(out)
	for n := 0; in.Scan(); {
		if n++; n >= lines && !killed {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			killed = true
		}
	}
	if err := cmd.Wait(); err != nil && !killed {
		t.Fatalf("%v\n%s", err, notes.String())
	}
	return killed
}

// samePapers wants two folders to hold the same bytes.
func samePapers(t *testing.T, got, want string) {
	t.Helper()
	names := 0
	err := fs.WalkDir(os.DirFS(want), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		names++
		a, err := os.ReadFile(filepath.Join(want, name))
		if err != nil {
			return err
		}
		b, err := os.ReadFile(filepath.Join(got, name))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s differs: %v", name, err)
		}
		return nil
	})
	if err != nil || names < 20 {
		t.Fatal(names, err)
	}
}

// Killed at any line, several times over, and started again on the same store,
// the example tells the golden story to its end and leaves the same papers.
func TestKilledAndStartedAgain(t *testing.T) {
	stores := []struct {
		name string
		open func(*testing.T) []string
	}{{"sqlite", openFile}, {"postgres", openSchema}}
	golden, err := os.ReadFile(filepath.Join("testdata", "story.en.txt"))
	if err != nil {
		t.Fatal(err)
	}
	total := bytes.Count(golden, []byte("\n"))
	_, papers := played(t, "en")
	for _, kind := range stores {
		t.Run(kind.name, func(t *testing.T) {
			for seed := range uint64(3) {
				t.Logf("seed %d", seed)
				r := rand.New(rand.NewPCG(seed, 9))
				flags, kills := kind.open(t), 0
				for range 3 {
					args := append(flags, "-out", filepath.Join(t.TempDir(), "papers"))
					if playAndKill(t, 1+r.IntN(total), args...) {
						kills++
					}
				}
				if kills == 0 {
					t.Error("no run was killed")
				}
				for range 2 { // the second run finds everything done
					story, folder := play(t, flags...)
					if story != string(golden) {
						t.Errorf("seed %d: after %d kills the story differs from the golden one", seed, kills)
					}
					samePapers(t, folder, papers)
				}
			}
		})
	}
}

func openFile(t *testing.T) []string {
	return []string{"-store", filepath.Join(t.TempDir(), "project.db")}
}

// openSchema returns a place of its own in the database of the tests.
func openSchema(t *testing.T) []string {
	base := os.Getenv("MILEPOST_TEST_POSTGRES")
	if base == "" {
		const hint = "MILEPOST_TEST_POSTGRES is not set: run .ci/postgres go test ./examples/salesproject"
		if os.Getenv("CI") == "true" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
	db, err := sql.Open("pgx", base)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("story%d_%d", os.Getpid(), rand.Uint32())
	if _, err := db.Exec("CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA " + name + " CASCADE"); err != nil {
			t.Error(err)
		}
		_ = db.Close()
	})
	at, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	query := at.Query()
	query.Set("search_path", name)
	at.RawQuery = query.Encode()
	return []string{"-postgres", at.String()}
}

// What the store holds at the end can be read back by anybody: the archived
// history, and the last state of every document.
func TestStoreHoldsTheProject(t *testing.T) {
	flags := openFile(t)
	play(t, flags...)
	k, err := keepIn(t.Context(), flags[1], "")
	if err != nil {
		t.Fatal(err)
	}
	defer k.close()
	const id = "lanmei/harbor-portal"
	n := 0
	for _, err := range k.log.kept.Load(t.Context(), id, 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if golden, err := os.ReadFile(filepath.Join("testdata", "story.en.txt")); err != nil || !strings.Contains(string(golden), fmt.Sprintf("history of %d entries", n)) {
		t.Errorf("the store holds %d entries, the story tells another number (%v)", n, err)
	}
	c, revisions, err := k.charters.docs.Load(t.Context(), id)
	if err != nil || revisions != 2 || len(c.Goals) != 3 || c.Revision == 0 {
		t.Errorf("charter: version %d, %d goals, %v", revisions, len(c.Goals), err)
	}
	p, _, err := k.plans.docs.Load(t.Context(), id)
	if err != nil || len(p.Baselines) != 2 || len(p.Tasks) < 86 {
		t.Errorf("plan: %v", err)
	}
	register, _, err := k.registers.docs.Load(t.Context(), id)
	if err != nil || len(register.Risks) != 3 {
		t.Errorf("register: %v", err)
	}
	for _, name := range []string{"CR-1", "CR-2", "CR-3"} {
		request, _, err := k.changes.docs.Load(t.Context(), id+"/"+name)
		if err != nil || request.ID != name || request.Standing() != change.Verified {
			t.Errorf("change %s: %s, %v", name, request.Standing(), err)
		}
	}
}

// A store that holds another story is refused and left as it is.
func TestOtherStoryIsRefused(t *testing.T) {
	flags := openFile(t)
	first, _ := play(t, flags...)
	var out bytes.Buffer
	err := run(append(flags, "-lang", "zh", "-out", filepath.Join(t.TempDir(), "papers")), &out, &out)
	if err == nil || !strings.Contains(err.Error(), "another story") {
		t.Errorf("got %v", err)
	}
	if again, _ := play(t, flags...); again != first {
		t.Error("the first story was changed")
	}
}

func TestBadStores(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("no database\n"), 1000), 0o644); err != nil {
		t.Fatal(err)
	}
	later := filepath.Join(folder, "later.db")
	db, err := sql.Open("sqlite", later)
	if err != nil {
		t.Fatal(err)
	}
	if err := sqlstore.Migrate(context.Background(), db, sqlstore.Options{Dialect: sqlstore.SQLite}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO milepost_schema (version) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, flags := range [][]string{
		{"-store", text}, {"-store", later}, {"-store", filepath.Join(folder, "none", "x.db")}, {"-store", "a", "-postgres", "b"}, {"-postgres", "no url"},
	} {
		var out bytes.Buffer
		papers := filepath.Join(folder, "papers")
		if err := run(append(flags, "-out", papers), &out, &out); err == nil {
			t.Errorf("%q: no error", flags)
		}
		if _, err := os.Stat(papers); err == nil {
			t.Errorf("%q: papers were left", flags)
		}
	}
}
