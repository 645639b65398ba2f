package dataset

import (
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Push makes the bodies for a push semantic model of the Power BI service: the
// definition of the model, posted once, and its rows in batches that keep the
// limits of the service. To post them, to keep tokens and to try again is the
// host's part.
//
// The service adds what it is sent: a batch sent twice is there twice. To fill
// a table anew, delete its rows first (DELETE on [Batch.Path]). It takes 120
// requests a minute and a million rows an hour for a model.
//
// The zero value is ready to use, by several goroutines at once.
type Push struct {
	Name     string // of the model; zero is "Milepost"
	Measures []Measure
	Decimal  bool // sends amounts as Decimal, which not every service takes, instead of Double with its 15 digits
	MaxBytes int  // a batch ends before its body is longer, unless a single row is; zero is 4 MiB
}

// The limits of the service, read in its documentation.
const (
	PushTables     = 75     // tables of a model
	PushColumns    = 75     // columns of a table
	PushRelations  = 75     // relations of a model
	PushRows       = 10_000 // rows of a batch
	PushCharacters = 4_000  // UTF-16 units of a text
)

// pushBytes is how long a body is unless the host says so.
const pushBytes = 4 << 20

// Definition returns the body of POST datasets, which makes the model: tables,
// types, relations, measures. It also returns what the model lacks, as findings
// of severity [finding.Info]: relations that would be inactive do not exist
// there. Schemas that [Check] blocks, measures that [CheckMeasures] blocks and
// more of them than the service takes give a [*finding.Error].
func (p Push) Definition(schemas ...Schema) ([]byte, []finding.Finding, error) {
	found := append(Check(schemas...), CheckMeasures(p.Measures, schemas)...)
	star := newStar(schemas)
	found = append(found, counted(star)...)
	if err := finding.AsError("dataset: push", found); err != nil {
		return nil, nil, err
	}
	var tables []members
	for i := range schemas {
		tables = append(tables, p.table(&schemas[i]))
	}
	relations, left := drawn(star)
	name := strings.TrimSpace(report.CleanLine(p.Name))
	return encode(members{{"name", titleOf(name, "Milepost")}, {"defaultMode", "Push"}, {"tables", tables}, {"relationships", relations}}), left, nil
}

// counted reports what is more than the service takes.
func counted(s *star) []finding.Finding {
	var found []finding.Finding
	add := func(table string, got, limit int) {
		if got > limit {
			found = append(found, finding.Finding{
				Code: CodeTooMany, Severity: finding.Block, Subject: finding.Ref{Kind: "table", ID: table},
				Got: finding.Number(int64(got), ""), Want: finding.Number(int64(limit), ""), Remedy: RemedySendFewer,
			})
		}
	}
	if len(s.schemas) == 0 {
		found = append(found, finding.Finding{Code: CodeNoTables, Severity: finding.Block, Remedy: RemedyAddColumns})
	}
	add("", len(s.schemas), PushTables)
	relations, _ := drawn(s)
	add("", len(relations), PushRelations)
	for i := range s.schemas {
		add(s.schemas[i].Name, len(s.schemas[i].fields()), PushColumns)
	}
	return found
}

// drawn returns the active relations, in the order of the schemas, and the
// references that become none.
func drawn(s *star) ([]members, []finding.Finding) {
	relations := []members{}
	var left []finding.Finding
	joins := slices.Clone(s.joins)
	slices.SortFunc(joins, inOrder)
	for _, j := range joins {
		if !j.active {
			left = append(left, j.about(CodeLeftOut, finding.Info, s.schemas))
			continue
		}
		from, to := &s.schemas[j.from], &s.schemas[j.to]
		column, target := from.Columns[j.fromColumn].Name, to.Columns[j.toColumn].Name
		relations = append(relations, members{
			{"name", identity("relationship", from.Name, column)},
			{"fromTable", from.Name}, {"fromColumn", column}, {"toTable", to.Name}, {"toColumn", target},
			{"crossFilteringBehavior", "OneDirection"},
		})
	}
	left = append(left, within(s.schemas)...)
	finding.Sort(left)
	return relations, left
}

func (p Push) table(s *Schema) members {
	var columns, measures []members
	for _, f := range s.fields() {
		kind := s.typeOf(f)
		column := members{{"name", f.name}, {"dataType", p.kind(kind)}}
		if kind.format != "" {
			column = append(column, member{"formatString", kind.format})
		}
		columns = append(columns, append(column, member{"summarizeBy", kind.summarize}))
	}
	for i := range p.Measures {
		if m := &p.Measures[i]; m.Table == s.Name {
			measures = append(measures, members{{"name", m.Name}, {"expression", dax(&m.Formula)}, {"formatString", daxFormat(m)}})
		}
	}
	table := members{{"name", s.Name}, {"columns", columns}}
	if len(measures) > 0 {
		table = append(table, member{"measures", measures})
	}
	return table
}

// kind is the type of a column as the service calls it.
func (p Push) kind(t mType) string {
	switch t.model {
	case "decimal":
		if p.Decimal {
			return "Decimal"
		}
		return "Double"
	case "int64":
		return "Int64"
	case "double":
		return "Double"
	case "boolean":
		return "Boolean"
	case "dateTime":
		return "DateTime"
	}
	return "String"
}

// Batch is some rows of a table as one request.
type Batch struct {
	Table     string
	Sequence  int               // of the batch in its table, from 1
	First     int               // its first row, from 1
	Rows      int               // how many rows it holds
	Body      []byte            // JSON; the caller's
	Shortened []finding.Finding // texts that were longer than the service takes, with their row as the subject's id
}

// Path returns where to post the batch, below https://api.powerbi.com/v1.0/myorg/,
// for the model of that id.
func (b Batch) Path(model string) string {
	return fmt.Sprintf("datasets/%s/tables/%s/rows", url.PathEscape(model), url.PathEscape(b.Table))
}

// Batches returns the rows of a table, batch by batch, in memory for one batch.
// Texts of more than [PushCharacters] are shortened between characters, which
// the batch says. A row that does not fit its schema ends the batches with a
// [*CellError]; so does what the service would refuse: whole numbers beyond 64
// bits, dates before 1900, and keys that would have to be shortened.
func (p Push) Batches(t Table) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		if len(t.Columns) == 0 {
			yield(Batch{}, noColumns(t.Name))
			return
		}
		b := &batcher{limit: p.MaxBytes, writer: &Writer{schema: t.Schema, fields: t.fields()}}
		if b.limit <= 0 {
			b.limit = pushBytes
		}
		b.batch = Batch{Table: t.Name, First: 1}
		if t.Rows == nil {
			return
		}
		for cells := range t.Rows {
			if !b.add(cells, yield) {
				return
			}
		}
		if b.batch.Rows > 0 {
			yield(b.take(), nil)
		}
	}
}

// batcher gathers rows.
type batcher struct {
	writer *Writer
	limit  int
	batch  Batch
	body   []byte
	row    []byte
	short  []finding.Finding // of the row
}

// add adds a row, after handing on the batch it has no place in. It reports
// whether to go on.
func (b *batcher) add(cells []finding.Value, yield func(Batch, error) bool) bool {
	b.writer.rows++
	err := b.writer.fits(cells)
	if err == nil {
		err = b.lay(cells)
	}
	if err != nil {
		yield(Batch{}, err)
		return false
	}
	full := b.batch.Rows == PushRows || b.batch.Rows > 0 && len(b.body)+len(b.row)+3 > b.limit
	if full && !yield(b.take(), nil) {
		return false
	}
	if b.batch.Rows == 0 {
		b.body = append(b.body, `{"rows":[`...)
	} else {
		b.body = append(b.body, ',')
	}
	b.body = append(b.body, b.row...)
	b.batch.Rows++
	b.batch.Shortened = append(b.batch.Shortened, b.short...)
	return true
}

// take returns the batch that is full and begins the next.
func (b *batcher) take() Batch {
	full := b.batch
	full.Sequence++
	full.Body = append(b.body, "]}"...)
	b.batch = Batch{Table: full.Table, Sequence: full.Sequence, First: full.First + full.Rows}
	b.body = make([]byte, 0, len(full.Body))
	return full
}
