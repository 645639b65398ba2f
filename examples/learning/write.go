package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/milepost-go/milepost/lifecycle/closing"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/html"
	"github.com/milepost-go/milepost/report/markdown"
	"github.com/milepost-go/milepost/report/phrase"
)

// papers returns what the project leaves by file name: its documents in both
// languages and three forms, and the memory for the project after it.
func (s *story) papers() (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, lang := range []phrase.Lang{phrase.En, phrase.ZhCN} {
		for name, doc := range s.documents(phrase.In(lang)) {
			for ending, writer := range map[string]report.Renderer{"md": markdown.Renderer{}, "html": html.Renderer{}, "json": report.JSON{}} {
				var b bytes.Buffer
				if err := writer.Render(&b, doc); err != nil {
					return nil, err
				}
				files[fmt.Sprintf("%s.%s.%s", name, lang, ending)] = b.Bytes()
			}
		}
	}
	var b bytes.Buffer
	err := closing.EncodeMemory(&b, s.memory)
	files["memory.json"] = b.Bytes()
	return files, err
}

// write writes the papers into a folder, if one is named.
func (s *story) write(folder string) error {
	if folder == "" {
		return nil
	}
	files, err := s.papers()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	s.say("\n%d papers are in %s.", "\n%d 份文件在 %s。", len(files), folder)
	return nil
}
