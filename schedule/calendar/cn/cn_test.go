package cn

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/schedule/calendar"
)

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func china(t *testing.T, from, to int) *calendar.Calendar {
	t.Helper()
	def, err := Definition(from, to)
	if err != nil {
		t.Fatal(err)
	}
	c, err := calendar.Compile(def, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Days checked by hand against the text of the notices.
func TestDaysByHand(t *testing.T) {
	c := china(t, 2004, 2026)
	for date, works := range map[string]bool{
		"2026-02-14": true, "2026-02-28": true, "2026-10-10": true, "2026-01-04": true, "2026-05-09": true, "2026-09-20": true,
		"2026-02-15": false, "2026-02-16": false, "2026-02-23": false, "2026-02-24": true, "2026-02-13": true, "2026-01-02": false,
		"2026-10-07": false, "2026-10-08": true, "2026-10-11": false, "2026-06-19": false, "2026-09-25": false,
		"2025-01-26": true, "2025-01-27": true, "2025-01-28": false, "2025-02-04": false, "2025-02-08": true, "2025-10-08": false, "2025-10-11": true,
		"2024-02-09": true, // the eve of Spring Festival was only a recommendation
		"2024-02-17": false, "2024-02-18": true, "2023-01-02": false, "2022-12-31": false,
		"2020-01-31": false, "2020-02-01": false, "2020-02-02": false, "2020-02-03": true, // prolonged
		"2019-05-02": false, "2019-05-03": false, "2019-05-05": true, "2019-04-28": true, // the later notice
		"2018-12-29": true, "2018-12-31": false, // by the notice for 2019
		"2015-09-03": false, "2015-09-04": false, "2015-09-06": true, // the anniversary
		"2014-01-30": true, "2014-01-31": false, // the eve had to be worked
		"2012-03-31": true, "2011-12-31": true, "2008-09-29": false, "2007-12-29": true, "2007-12-31": false,
		"2006-12-30": true, "2005-12-31": true, "2005-02-05": true, "2005-02-14": false, "2004-01-22": false, "2004-05-08": true,
	} {
		if got := len(c.Ranges(day(t, date))) > 0; got != works {
			t.Errorf("%s: works %v, want %v", date, got, works)
		}
	}
}

// The structure that every notice has: make-up days lie on weekends, days off
// and make-up days do not meet, runs are in order.
func TestShapeOfData(t *testing.T) {
	set := Data()
	if set.Version == "" || set.Source == "" || set.Licence == "" || len(set.Years) != 23 {
		t.Fatalf("%q, %d years", set.Version, len(set.Years))
	}
	off, work := map[calendar.Date]bool{}, map[calendar.Date]bool{}
	for i, year := range set.Years {
		if year.Year != 2004+i {
			t.Errorf("year %d at %d", year.Year, i)
		}
		last := calendar.Date{}
		for _, f := range year.Festivals {
			if f.From.IsZero() || f.To.Before(f.From) || f.To.DaysSince(f.From) > 9 || f.Name == "" || f.Chinese == "" {
				t.Errorf("%d: %+v", year.Year, f)
			}
			if f.From.Before(last) {
				t.Errorf("%d %s: out of order", year.Year, f.Name)
			}
			last = f.To
			if y, _, _ := f.To.Civil(); y != year.Year {
				t.Errorf("%d %s: ends in another year", year.Year, f.Name)
			}
			for d := f.From; !d.After(f.To); d = d.AddDays(1) {
				if off[d] {
					t.Errorf("%s twice off", d)
				}
				off[d] = true
			}
			for _, d := range f.Workdays {
				if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
					t.Errorf("%s is no weekend", d)
				}
				if work[d] {
					t.Errorf("%s twice a workday", d)
				}
				work[d] = true
			}
		}
	}
	for d := range work {
		if off[d] {
			t.Errorf("%s is off and a workday", d)
		}
	}
}

// The number of working days that the law grants: 365 days less 104 of
// weekends and 11 statutory ones (13 from 2025) make 250 (248). The days
// announced scatter around it from year to year, not on average.
func TestWorkdaysOfYears(t *testing.T) {
	c := china(t, 2004, 2026)
	count := func(year int) int {
		return int(c.Between(calendar.DateOf(year, 1, 1).At(0), calendar.DateOf(year, 12, 31).At(24*calendar.Hour-1)) / (8 * calendar.Hour))
	}
	total := 0
	for year := 2008; year <= 2024; year++ {
		n := count(year)
		if n < 247 || n > 252 {
			t.Errorf("%d has %d working days", year, n)
		}
		total += n
	}
	if mean := float64(total) / 17; math.Abs(mean-250) > 0.75 {
		t.Errorf("mean %v working days, the law makes it 250", mean)
	}
	if n := count(2025); n != 248 {
		t.Errorf("2025 has %d working days, by law 248", n)
	}
}

func TestExceptions(t *testing.T) {
	hours := []calendar.Range{calendar.Hours(9, 12), calendar.Hours(13, 18)}
	list, err := Exceptions(2006, 2006, hours)
	if err != nil {
		t.Fatal(err)
	}
	first, last := day(t, "2006-01-01"), day(t, "2006-12-31")
	var saturdays []string
	for i, e := range list {
		if e.From.Before(first) || e.To.After(last) || e.To.Before(e.From) {
			t.Errorf("%+v is not within the year", e)
		}
		if i > 0 && e.From.Before(list[i-1].From) {
			t.Errorf("%+v out of order", e)
		}
		if len(e.Ranges) > 0 {
			saturdays = append(saturdays, e.From.String())
			if !slices.Equal(e.Ranges, hours) {
				t.Errorf("%+v", e)
			}
		}
	}
	// The notices for 2006 and, at the end of December, for 2007.
	want := []string{"2006-01-28", "2006-02-05", "2006-04-29", "2006-04-30", "2006-09-30", "2006-10-08", "2006-12-30", "2006-12-31"}
	if !slices.Equal(saturdays, want) {
		t.Errorf("make-up days %v, want %v", saturdays, want)
	}
	hours[0].Start = 0
	for _, e := range list {
		if len(e.Ranges) > 0 && e.Ranges[0].Start == 0 {
			t.Fatal("the result shares the hours of the caller")
		}
	}
}

func TestNoData(t *testing.T) {
	hours := []calendar.Range{calendar.Hours(8, 16)}
	for _, tc := range []struct {
		from, to int
		years    []int
	}{
		{2027, 2027, []int{2027}},
		{2003, 2004, []int{2003}},
		{2025, 2028, []int{2027, 2028}},
		{2026, 2025, nil},
	} {
		list, err := Exceptions(tc.from, tc.to, hours)
		var missing *NoDataError
		if !errors.As(err, &missing) || !errors.Is(err, ErrNoData) || list != nil {
			t.Fatalf("%d-%d: %v, %v", tc.from, tc.to, list, err)
		}
		if !slices.Equal(missing.Years, tc.years) || missing.Error() == "" {
			t.Errorf("%d-%d: %v", tc.from, tc.to, missing)
		}
	}
	if _, err := Exceptions(math.MinInt, math.MaxInt, hours); !errors.Is(err, ErrNoData) {
		t.Error(err)
	}
	if _, err := Definition(2027, 2027); !errors.Is(err, ErrNoData) {
		t.Error(err)
	}
	if _, err := Exceptions(2026, 2026, nil); !errors.Is(err, ErrNoHours) {
		t.Error(err)
	}
}

func TestDataIsACopy(t *testing.T) {
	a := Data()
	a.Years[0].Festivals[0].Name = "changed"
	a.Years[2].Notices[0] = "changed"
	if b := Data(); b.Years[0].Festivals[0].Name == "changed" || b.Years[2].Notices[0] == "changed" {
		t.Error("Data shares its result")
	}
}

func TestDataAsJSON(t *testing.T) {
	text, err := json.Marshal(Data())
	if err != nil {
		t.Fatal(err)
	}
	var back DataSet
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(text) {
		t.Error("the JSON form does not come back")
	}
}

// Every day of all years against an independent data set, which is not part
// of the module: MILEPOST_TRUTH names the folder that holds it.
func TestAgainstIndependentData(t *testing.T) {
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH is not set")
	}
	text, err := os.ReadFile(filepath.Join(root, "formats", "calendars", "china-statutory-2004-2026.json"))
	if err != nil {
		t.Skip(err)
	}
	var other struct{ Holidays, Workdays map[string]string }
	if err := json.Unmarshal(text, &other); err != nil {
		t.Fatal(err)
	}
	c := china(t, 2004, 2026)
	for d := day(t, "2004-01-01"); !d.After(day(t, "2026-12-31")); d = d.AddDays(1) {
		_, off := other.Holidays[d.String()]
		_, on := other.Workdays[d.String()]
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		want := on || !off && !weekend
		if d.String() == "2005-12-31" {
			want = true // ordered by 国办发明电〔2005〕35号, missing there
		}
		if got := len(c.Ranges(d)) > 0; got != want {
			t.Errorf("%s: works %v, the other data set says %v", d, got, want)
		}
	}
}
