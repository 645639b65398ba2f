package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/milepost-go/milepost/lifecycle/closing"
)

// papers is the folder of what the project leaves behind. Everything is
// written beside it first and put in its place at the end, so that a run that
// fails leaves no half-written folder.
type papers struct {
	final, draft string
	again        bool              // an earlier run left papers there
	names        []string          // in the order written
	content      map[string][]byte // the same, for the archive
}

// marker is the file by which a folder is known to be of an earlier run.
const marker = "archive.json"

// openPapers prepares the folder. A folder that is there is replaced only when
// an earlier run wrote it.
func openPapers(folder string) (*papers, error) {
	final, err := place(folder)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(final)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, err
	case len(entries) > 0 && !ours(final):
		return nil, fmt.Errorf("%s is a folder with other files; name another one with -out", folder)
	}
	if err := os.MkdirAll(filepath.Dir(final), 0o755); err != nil {
		return nil, err
	}
	draft, err := os.MkdirTemp(filepath.Dir(final), ".salesproject-*")
	if err != nil {
		return nil, err
	}
	return &papers{final: final, draft: draft, again: len(entries) > 0, content: map[string][]byte{}}, nil
}

// place returns where the papers go: the folder that a link leads to, never
// the folder that the program runs in or one above it.
func place(folder string) (string, error) {
	if folder == "" {
		return "", errors.New("-out needs the name of a folder")
	}
	final, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if info, err := os.Lstat(final); err == nil && info.Mode()&os.ModeSymlink != 0 {
		if final, err = filepath.EvalSymlinks(final); err != nil {
			return "", err
		}
	}
	here, err := os.Getwd()
	if err != nil {
		return "", err
	}
	if inside, err := filepath.Rel(final, here); err == nil && filepath.IsLocal(inside) {
		return "", fmt.Errorf("%s holds the folder that this program runs in; name another one with -out", folder)
	}
	return final, nil
}

// ours reports whether an earlier run left everything in a folder: its archive
// lists it.
func ours(folder string) bool {
	f, err := os.Open(filepath.Join(folder, marker))
	if err != nil {
		return false
	}
	defer f.Close()
	archive, err := closing.Decode(f)
	if err != nil {
		return false
	}
	listed, folders := map[string]bool{marker: true, bundleName: true}, map[string]bool{".": true}
	for _, item := range archive.Items {
		listed[item.Name] = true
		for above := path.Dir(item.Name); above != "."; above = path.Dir(above) {
			folders[above] = true
		}
	}
	return fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() && !folders[name] || !e.IsDir() && (!listed[name] || !e.Type().IsRegular()) {
			return errStranger
		}
		return nil
	}) == nil
}

// errStranger is why a folder is left alone.
var errStranger = errors.New("another file")

// write keeps one paper, whose name may begin with a folder and a slash; a later one of the same name takes its place.
func (p *papers) write(name string, content []byte) error {
	file := filepath.Join(p.draft, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		return err
	}
	if _, again := p.content[name]; !again {
		p.names = append(p.names, name)
	}
	p.content[name] = bytes.Clone(content)
	return nil
}

// publish puts the folder in its place. Papers of an earlier run stand aside
// until the new ones are there.
func (p *papers) publish() error {
	if err := os.Chmod(p.draft, 0o755); err != nil {
		return err
	}
	if !p.again {
		if err := os.Remove(p.final); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return os.Rename(p.draft, p.final)
	}
	aside := p.draft + "-old"
	if err := os.Rename(p.final, aside); err != nil {
		return err
	}
	if err := os.Rename(p.draft, p.final); err != nil {
		return errors.Join(err, os.Rename(aside, p.final))
	}
	return os.RemoveAll(aside)
}

// discard removes what was not published.
func (p *papers) discard() { os.RemoveAll(p.draft) }
