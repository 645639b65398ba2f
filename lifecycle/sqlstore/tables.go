package sqlstore

import (
	"strconv"
	"strings"
)

// tables writes the texts of statements for one set of tables.
type tables struct {
	dialect Dialect
	schema  string
	prefix  string
}

func (o Options) tables() tables { return tables{o.Dialect, o.Schema, o.Prefix} }

// sql turns a text with the names of the files in schema/ and ? for values into
// one for these tables: names with their schema and prefix, and for PostgreSQL
// numbered values where none are numbered yet.
func (t tables) sql(text string) string {
	name := t.prefix
	if t.schema != "" {
		name = t.schema + "." + t.prefix
	}
	text = strings.ReplaceAll(text, DefaultPrefix, name)
	if t.dialect != PostgreSQL {
		return text
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, more := strings.Cut(text, "?")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteString("$" + strconv.Itoa(n))
		text = after
	}
}
