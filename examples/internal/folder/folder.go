// Package folder keeps the papers that an example writes: everything is written
// beside the folder first and put in its place at the end, so that a run that
// fails leaves no half-written folder, and a folder of other files is never
// replaced.
package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Papers is a folder being written. It is for one goroutine.
type Papers struct {
	final, draft string
	list         string // name of the file that lists the papers of a run
	names        []string
	content      map[string][]byte
}

// Open prepares a folder. One that is there is replaced at the end only when
// it is empty or every file in it is named in its list, which is the file of
// that name with a line a paper.
func Open(folder, list string) (*Papers, error) {
	if folder == "" {
		return nil, errors.New("-out needs the name of a folder")
	}
	final, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(final)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if !ours(final, list, entries) {
		return nil, fmt.Errorf("%s is a folder with other files; name another one with -out", folder)
	}
	if err := os.MkdirAll(filepath.Dir(final), 0o755); err != nil {
		return nil, err
	}
	draft, err := os.MkdirTemp(filepath.Dir(final), ".papers-*")
	if err != nil {
		return nil, err
	}
	return &Papers{final: final, draft: draft, list: list, content: map[string][]byte{}}, nil
}

// ours reports whether an earlier run left everything in a folder.
func ours(folder, list string, entries []os.DirEntry) bool {
	if len(entries) == 0 {
		return true
	}
	data, err := os.ReadFile(filepath.Join(folder, list))
	if err != nil {
		return false
	}
	known := append(strings.Split(string(data), "\n"), list)
	return !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return !e.Type().IsRegular() || !slices.Contains(known, e.Name()) })
}

// Write keeps one paper; a later one of the same name takes its place.
func (p *Papers) Write(name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(p.draft, name), content, 0o644); err != nil {
		return err
	}
	if _, again := p.content[name]; !again {
		p.names = append(p.names, name)
	}
	p.content[name] = bytes.Clone(content)
	return nil
}

// Names returns the names of the papers in the order in which they were first
// written. The caller owns the slice.
func (p *Papers) Names() []string { return slices.Clone(p.names) }

// Read opens a paper.
func (p *Papers) Read(name string) (io.ReadCloser, error) {
	content, known := p.content[name]
	if !known {
		return nil, fmt.Errorf("%s: %w", name, os.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}

// Place returns where the folder will be.
func (p *Papers) Place() string { return p.final }

// Publish writes the list and puts the folder in its place. Papers of an
// earlier run stand aside until the new ones are there.
func (p *Papers) Publish() error {
	if err := os.WriteFile(filepath.Join(p.draft, p.list), []byte(strings.Join(p.names, "\n")+"\n"), 0o644); err != nil {
		return err
	}
	if err := os.Chmod(p.draft, 0o755); err != nil {
		return err
	}
	aside := p.draft + "-old"
	if err := os.Rename(p.final, aside); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(p.draft, p.final); err != nil {
		return errors.Join(err, os.Rename(aside, p.final))
	}
	return os.RemoveAll(aside)
}

// Discard removes what was not published.
func (p *Papers) Discard() { os.RemoveAll(p.draft) }
