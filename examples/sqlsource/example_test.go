package sqlsource_test

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/kpi"
	"github.com/milepost-go/milepost/kpi/sqlsource"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Measurements of two teams in SQLite, and an indicator of the host computed
// from them.
func Example() {
	folder, err := os.MkdirTemp("", "kpi")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "app.db")+"?_txlock=immediate&_pragma=busy_timeout(10000)")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	if err := report(context.Background(), db); err != nil {
		log.Fatal(err)
	}
	// Output:
	// north 0.5 of 4
	// south 0.75 of 40
	// all: service.answered = sum(in_time) / sum(asked) = 8/11 with numerator 32, denominator 44, count 2
	// amber
}

func report(ctx context.Context, db *sql.DB) error {
	options := sqlsource.Options{Dialect: sqlsource.SQLite}
	if err := sqlsource.Migrate(ctx, db, options); err != nil {
		return err
	}
	source, err := sqlsource.New(db, options)
	if err != nil {
		return err
	}
	sunday := calendar.DateOf(2026, 3, 1)
	err = source.Record(ctx,
		kpi.Reading{Metric: "asked", Subject: "north", At: sunday, Value: kpi.Int(4, "")}, kpi.Reading{Metric: "in_time", Subject: "north", At: sunday, Value: kpi.Int(2, "")},
		kpi.Reading{Metric: "asked", Subject: "south", At: sunday, Value: kpi.Int(40, "")}, kpi.Reading{Metric: "in_time", Subject: "south", At: sunday, Value: kpi.Int(30, "")})
	if err != nil {
		return err
	}
	indicator, err := kpi.Custom{
		Key: "service.answered", Direction: kpi.Higher, Owner: "service", Inputs: []kpi.Measure{{Name: "asked"}, {Name: "in_time"}},
		Aggregation: kpi.RatioOfSum, Numerator: "in_time", Denominator: "asked", Sample: "asked", MinN: 10,
		Judged: []kpi.Effective{{Limits: kpi.HigherLimits(kpi.Ratio(8, 10, ""), kpi.Ratio(6, 10, ""))}},
	}.Compile()
	if err != nil {
		return err
	}
	parts, err := indicator.Collect(ctx, source, sunday, sunday)
	if err != nil {
		return err
	}
	var whole kpi.Part
	for _, p := range parts {
		v := indicator.Judge(p.Part, sunday)
		fmt.Println(p.Subject, v.Figure.Value, "of", v.N)
		whole = indicator.Merge(whole, p.Part)
	}
	v := indicator.Judge(whole, sunday)
	fmt.Println("all:", v.Figure)
	fmt.Println(v.Colour)
	return nil
}
