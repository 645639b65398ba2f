package dataset

import (
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/report"
)

// Dictionary returns a table that describes every column of the schemas as it
// is written, the currencies and the column of unknowns included: one row a
// column, in the order of the files. Its own sentences are in the language;
// titles and meanings of columns are those of the schemas.
func Dictionary(lang report.Lang, schemas ...Schema) Table {
	say := func(en, zh string) string {
		if lang == report.ZhCN {
			return zh
		}
		return en
	}
	return Table{Schema: dictionarySchema(say), Rows: func(yield func([]finding.Value) bool) {
		for i := range schemas {
			for j, f := range schemas[i].fields() {
				if !yield(describe(&schemas[i], j+1, f, say)) {
					return
				}
			}
		}
	}}
}

func dictionarySchema(say func(en, zh string) string) Schema {
	return Schema{
		Name: "dictionary", Title: say("Data dictionary", "数据字典"), Meaning: say("One column of one table.", "一个表中的一列。"),
		Columns: []Column{
			{Name: "table_name", Key: true, Meaning: say("Name of the table.", "表名。")},
			{Name: "column_name", Key: true, Meaning: say("Name of the column, as in the head of the file.", "列名，与文件首行一致。")},
			{Name: "position", Type: report.TypeInteger, Meaning: say("Place of the column, from 1.", "列的位置，从 1 起。")},
			{Name: "type", Meaning: say("What the cells hold: text, integer, number, money, date, percent, duration or bool.", "单元格的类型：text、integer、number、money、date、percent、duration 或 bool。")},
			{Name: "unit", Meaning: say("Unit of all cells; empty where they have none or each its own.", "全列的单位；无单位或各行单位不同时为空。")},
			{Name: "is_key", Type: report.TypeBool, Meaning: say("Whether the column is part of what names a row.", "是否为主键的一部分。")},
			{Name: "refers_to", Meaning: say("The column of another table to join to.", "所关联的另一个表的列。")},
			{Name: "can_be_unknown", Type: report.TypeBool, Meaning: say("Whether the value may be unknown; the column unknown says why.", "值是否可能未知；原因见 unknown 列。")},
			{Name: "title", Meaning: say("Short words for people.", "供阅读的简短名称。")},
			{Name: "meaning", Meaning: say("What the column says.", "该列的含义。")},
			{Name: "grain", Meaning: say("Which dates a column of dates holds: day, time_of_day or instant; empty where they are mixed.", "日期列的粒度：day、time_of_day 或 instant；混用时为空。")},
		},
	}
}

func describe(s *Schema, position int, f field, say func(en, zh string) string) []finding.Value {
	c := Column{Name: f.name, Unit: f.unit}
	switch f.part {
	case value:
		c = s.Columns[f.source]
		if c.Type == report.TypeDuration {
			c.Unit = "min"
		}
	case currency:
		name := s.Columns[f.source].Name
		c.Meaning = say("Currency of "+name+", ISO 4217.", name+" 的币种（ISO 4217）。")
	case unknowns:
		c.Meaning = say("Names of the columns whose value is unknown in this row, with the reason.", "本行中值未知的列及其原因。")
	}
	return []finding.Value{
		finding.Text(s.Name), finding.Text(f.name), finding.Number(int64(position), ""), finding.Text(c.Type.String()), words(c.Unit),
		finding.Bool(c.Key), words(c.Refers), finding.Bool(c.CanBeUnknown), words(c.Title), words(c.Meaning), words(c.Grain.String()),
	}
}

func words(s string) finding.Value {
	if s == "" {
		return finding.Value{}
	}
	return finding.Text(s)
}
