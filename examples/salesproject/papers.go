package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// papers is the folder of what the project leaves behind. Everything is
// written beside it first and put in its place at the end, so that a run that
// fails leaves no half-written folder.
type papers struct {
	final, draft string
	names        []string          // in the order written
	content      map[string][]byte // the same, for the archive
}

// marker is the file by which a folder is known to be of an earlier run.
const marker = "archive.json"

// openPapers prepares the folder. A folder that is there is replaced only when
// an earlier run wrote it.
func openPapers(folder string) (*papers, error) {
	final := filepath.Clean(folder)
	entries, err := os.ReadDir(final)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, err
	case len(entries) > 0 && !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == marker }):
		return nil, fmt.Errorf("%s is a folder with other files; name another one with -out", folder)
	}
	if err := os.MkdirAll(filepath.Dir(final), 0o755); err != nil {
		return nil, err
	}
	draft, err := os.MkdirTemp(filepath.Dir(final), ".salesproject-*")
	if err != nil {
		return nil, err
	}
	return &papers{final: final, draft: draft, content: map[string][]byte{}}, nil
}

// write keeps one paper; a later one of the same name takes its place.
func (p *papers) write(name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(p.draft, name), content, 0o644); err != nil {
		return err
	}
	if _, again := p.content[name]; !again {
		p.names = append(p.names, name)
	}
	p.content[name] = bytes.Clone(content)
	return nil
}

// publish puts the folder in its place.
func (p *papers) publish() error {
	if err := os.RemoveAll(p.final); err != nil {
		return err
	}
	if err := os.Chmod(p.draft, 0o755); err != nil {
		return err
	}
	return os.Rename(p.draft, p.final)
}

// discard removes what was not published.
func (p *papers) discard() { os.RemoveAll(p.draft) }
