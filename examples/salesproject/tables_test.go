package main

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/milepost-go/milepost/examples/internal/joined"
)

// The tables of the project, loaded into a database by their dictionary alone,
// join without an orphan; what they say of earned value is what the report says.
func TestTablesJoin(t *testing.T) {
	ctx := context.Background()
	for _, lang := range []string{"en", "zh"} {
		_, folder := played(t, lang)
		for _, dictionary := range []string{"dictionary.en.csv", "dictionary.zh-CN.csv"} {
			tables, err := joined.Open(ctx, filepath.Join(folder, dataFolder), dictionary)
			if err != nil {
				t.Fatal(err)
			}
			defer tables.Close()
			if faults, err := tables.Faults(ctx); err != nil || len(faults) > 0 {
				t.Errorf("%s: %v, %v", lang, faults, err)
			}
			for _, name := range tables.Names() {
				n, err := tables.Figure(ctx, `SELECT count(*) FROM "`+name+`"`)
				if err != nil || n == "0" && name != "risk_links" {
					t.Errorf("%s: %s has %s rows (%v)", lang, name, n, err)
				}
			}
		}
	}
}

// The last status by the tables: earned over actual cost is the index that the
// table of indicators has, and the budget is earned in full.
func TestTablesTellTheStatus(t *testing.T) {
	ctx := context.Background()
	_, folder := played(t, "en")
	tables, err := joined.Open(ctx, filepath.Join(folder, dataFolder), "dictionary.en.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer tables.Close()
	for _, query := range []string{
		`SELECT abs((SELECT sum(earned_value) / sum(actual_cost) FROM costs_by_period) - (SELECT value FROM indicator_values WHERE indicator_id = 'evm.cpi' ORDER BY date DESC LIMIT 1)) < 1e-9`,
		`SELECT (SELECT sum(earned_value) FROM costs_by_period) = (SELECT CAST(budget_at_completion AS REAL) FROM projects)`,
		`SELECT (SELECT sum(planned_value) FROM costs_by_period) = (SELECT CAST(budget_at_completion AS REAL) FROM projects)`,
		`SELECT count(DISTINCT reported) = 4 FROM milestone_forecasts`,
		`SELECT count(*) = 19 FROM odds`,
	} {
		if holds, err := tables.Figure(ctx, query); err != nil || holds != "1" {
			t.Errorf("%s gives %q, %v", query, holds, err)
		}
	}
}
