package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/milepost-go/milepost/report/dataset"
	"github.com/milepost-go/milepost/report/view"
)

// data is the folder of the tables.
const data = "tableau/Data"

// tableau writes the tables, the data source that names them, and both packed
// into one file.
func (j *job) tableau(tables []dataset.Table, schemas []dataset.Schema) error {
	for _, table := range slices.Concat(tables, []dataset.Table{dataset.Dictionary(j.words.Lang, schemas...)}) {
		if err := j.file(data+"/"+table.Name+".csv", func(w io.Writer) error { return dataset.CSV{}.Write(w, table) }); err != nil {
			return err
		}
	}
	source := view.DatasetTableau(j.words, j.name)
	err := j.file("tableau/Projects.tds", func(w io.Writer) error {
		left, err := source.Write(w, schemas...)
		j.left = append(j.left, left...)
		return err
	})
	if err != nil {
		return err
	}
	return j.file("tableau/Projects.tdsx", func(w io.Writer) error {
		_, err := source.Pack(w, dataset.CSV{}, tables...)
		return err
	})
}

// powerBI writes the project. Its files read the tables that were written for
// Tableau.
func (j *job) powerBI(schemas []dataset.Schema) error {
	project := view.DatasetPowerBI(j.words, j.name)
	project.Folder = filepath.Join(j.place, filepath.FromSlash(data))
	files, left, err := project.Files(schemas...)
	if err != nil {
		return err
	}
	j.left = append(j.left, left...)
	for _, f := range files {
		if err := j.file("powerbi/"+f.Path, func(w io.Writer) error { _, err := w.Write(f.Data); return err }); err != nil {
			return err
		}
	}
	return nil
}

// push writes the bodies of the requests that make and fill a model, named in
// the order in which to post them.
func (j *job) push(tables []dataset.Table, schemas []dataset.Schema) error {
	push := dataset.Push{Name: j.name, Measures: view.DatasetMeasures(j.words)}
	definition, _, err := push.Definition(schemas...)
	if err != nil {
		return err
	}
	if err := j.file("push/0-definition.json", func(w io.Writer) error { _, err := w.Write(definition); return err }); err != nil {
		return err
	}
	for i, table := range tables {
		for batch, err := range push.Batches(table) {
			if err != nil {
				return err
			}
			j.left = append(j.left, batch.Shortened...)
			name := fmt.Sprintf("push/%02d-%s-%d.json", i+1, batch.Table, batch.Sequence)
			if err := j.file(name, func(w io.Writer) error { _, err := w.Write(batch.Body); return err }); err != nil {
				return err
			}
		}
	}
	return nil
}

// file writes one file below the place of the run.
func (j *job) file(name string, write func(io.Writer) error) (err error) {
	name = filepath.Join(j.place, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	j.files++
	w := bufio.NewWriter(file)
	return errors.Join(write(w), w.Flush())
}
