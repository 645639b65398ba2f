package health_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// read is a reading of a day after the start: each letter is what a sign says,
// "." not judged, "w" within, "B" beyond. The signs are those of the meetings,
// the feedback and the reviews.
func read(start calendar.Date, day int, says string) health.Reading {
	r := health.Reading{On: start.AddDays(day)}
	for i, code := range []finding.Code{health.SignMeetings, health.SignFeedback, health.SignReviews}[:len(says)] {
		s := health.Sign{Code: code, Judged: says[i] != '.', Beyond: says[i] == 'B'}
		if s.Beyond {
			s.Evidence = []health.Evidence{{Sign: code, Subject: finding.Ref{Kind: "case", ID: fmt.Sprint(code, day)}}}
		}
		r.Signs = append(r.Signs, s)
	}
	return r
}

// course reads "0:ww 7:wB" as the readings of days 0 and 7.
func course(start calendar.Date, readings ...string) health.Course {
	c := health.Course{Start: start}
	for _, text := range readings {
		var day int
		var says string
		if _, err := fmt.Sscanf(text, "%d:%s", &day, &says); err != nil {
			panic(err)
		}
		c.Readings = append(c.Readings, read(start, day, says))
	}
	return c
}

// told is a parting in short: sign, day, side, and the day of the evidence.
func told(list []health.Parting) []string {
	short := map[finding.Code]string{health.SignMeetings: "meetings", health.SignFeedback: "feedback", health.SignReviews: "reviews"}
	var text []string
	for _, p := range list {
		text = append(text, fmt.Sprint(short[p.Sign], " day ", p.Day, " side ", p.Beyond))
	}
	return text
}

// Worked by hand, each by the rule.
func TestPartByHand(t *testing.T) {
	one, two := begin, begin.AddDays(100)
	for name, c := range map[string]struct {
		first, second []string
		want          []string
	}{
		"never":                         {[]string{"0:ww", "7:ww"}, []string{"0:ww", "7:ww"}, nil},
		"both alike":                    {[]string{"0:wB", "7:BB"}, []string{"0:wB", "7:BB"}, nil},
		"at once":                       {[]string{"0:Bw"}, []string{"0:ww"}, []string{"meetings day 0 side 0"}},
		"in the second week":            {[]string{"0:ww", "7:ww"}, []string{"0:ww", "7:wB"}, []string{"feedback day 7 side 1"}},
		"what is not judged":            {[]string{"0:.w", "7:.w"}, []string{"0:Bw", "7:Bw"}, nil},
		"judged later":                  {[]string{"0:.w", "7:ww"}, []string{"0:Bw", "7:Bw"}, []string{"meetings day 7 side 1"}},
		"in the order of the signs":     {[]string{"0:www", "7:BBB"}, []string{"0:www", "7:www"}, []string{"meetings day 7 side 0", "feedback day 7 side 0", "reviews day 7 side 0"}},
		"only the first time":           {[]string{"0:B", "7:w", "14:B"}, []string{"0:w", "7:w", "14:w"}, []string{"meetings day 0 side 0"}},
		"the other way round later":     {[]string{"0:B", "7:w"}, []string{"0:w", "7:B"}, []string{"meetings day 0 side 0"}},
		"the latest reading counts":     {[]string{"0:w", "20:w"}, []string{"0:w", "6:B", "15:w"}, []string{"meetings day 6 side 1"}},
		"back before both were read":    {[]string{"0:B", "5:w", "9:w"}, []string{"6:w", "9:w"}, nil},
		"before one was read":           {[]string{"0:B", "9:B"}, []string{"5:w", "9:w"}, []string{"meetings day 5 side 0"}},
		"after the other has ended":     {[]string{"0:w", "7:w"}, []string{"0:w", "7:w", "14:B"}, nil},
		"a sign that one does not have": {[]string{"0:w"}, []string{"0:wB"}, nil},
		"nothing was read":              {nil, []string{"0:B"}, nil},
		"readings in any order":         {[]string{"7:B", "0:w"}, []string{"7:w", "0:w"}, []string{"meetings day 7 side 0"}},
		"one at a time":                 {[]string{"0:www", "3:wBw", "9:wBB"}, []string{"0:www", "9:Bww"}, []string{"feedback day 3 side 0", "meetings day 9 side 1", "reviews day 9 side 0"}},
	} {
		first, second := course(one, c.first...), course(two, c.second...)
		got := health.Part(first, second)
		if !slices.Equal(told(got), c.want) {
			t.Errorf("%s: got %q, want %q", name, told(got), c.want)
		}
		for _, p := range got {
			if p.On[0].DaysSince(one) > p.Day || p.On[1].DaysSince(two) > p.Day {
				t.Errorf("%s: a reading of later: %v", name, p)
			}
			if len(p.Evidence) != 1 || p.Signs[p.Beyond].Beyond == p.Signs[1-p.Beyond].Beyond {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
}

// slowPart is the rule as it is written: every day in turn.
func slowPart(a, b health.Course) []string {
	says := func(c health.Course, day int, code finding.Code) byte {
		says := byte('-')
		for _, r := range c.Readings { // in order of time
			if r.On.DaysSince(c.Start) > day {
				break
			}
			for _, s := range r.Signs {
				if s.Code == code {
					says = '.'
					if s.Judged {
						says = map[bool]byte{false: 'w', true: 'B'}[s.Beyond]
					}
				}
			}
		}
		return says
	}
	end := func(c health.Course) int { return c.Readings[len(c.Readings)-1].On.DaysSince(c.Start) }
	var text []string
	seen := map[finding.Code]bool{}
	for day := 0; day <= min(end(a), end(b)); day++ {
		for i, code := range []finding.Code{health.SignMeetings, health.SignFeedback, health.SignReviews} {
			x, y := says(a, day, code), says(b, day, code)
			if !seen[code] && (x == 'w' && y == 'B' || x == 'B' && y == 'w') {
				seen[code] = true
				text = append(text, fmt.Sprint([]string{"meetings", "feedback", "reviews"}[i], " day ", day, " side ", map[bool]int{true: 0, false: 1}[x == 'B']))
			}
		}
	}
	return text
}

// Random courses part as the rule says, and exchanged sides exchange nothing
// but the sides.
func TestPartAgainstTheRule(t *testing.T) {
	parted := 0
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 7))
		random := func(start calendar.Date) health.Course {
			c := health.Course{Start: start}
			for day := rng.IntN(5); len(c.Readings) < 1+rng.IntN(9); day += 1 + rng.IntN(9) {
				says := make([]byte, 3)
				for i := range says {
					says[i] = ".wwwwB"[rng.IntN(6)]
				}
				c.Readings = append(c.Readings, read(start, day, string(says)))
			}
			return c
		}
		a, b := random(begin), random(begin.AddDays(rng.IntN(300)))
		if len(a.Readings) == 0 || len(b.Readings) == 0 {
			continue
		}
		got := health.Part(a, b)
		if want := slowPart(a, b); !slices.Equal(told(got), want) {
			t.Fatalf("seed %d: got %q, want %q", seed, told(got), want)
		}
		turned := health.Part(b, a)
		for i, p := range turned {
			parted++
			if q := got[i]; p.Sign != q.Sign || p.Day != q.Day || p.Beyond != 1-q.Beyond || p.On[0] != q.On[1] {
				t.Fatalf("seed %d: exchanged %+v, %+v", seed, p, q)
			}
		}
	}
	if parted < 300 {
		t.Errorf("only %d partings", parted)
	}
}

// A project with good goals and one with slogans, played week by week, part on
// the first day by their goals.
func TestCourseOfPlayedProjects(t *testing.T) {
	played := func(s story) health.Course {
		s.rng, s.people, s.length, s.goals = rand.New(rand.NewPCG(1, 2)), 3, 12, 3
		return health.CourseOf(begin, health.Timeline(play(t, s).weeks(t)))
	}
	good, bad := played(story{}), played(story{slogans: true, fizzle: true})
	list := health.Part(good, bad)
	if len(list) < 3 || list[0].Sign != health.SignNotSpecific || list[0].Day != 11 || list[0].Beyond != 1 || len(list[0].Evidence) != 3 {
		t.Fatalf("%+v", list)
	}
	if !slices.ContainsFunc(list[1:], func(p health.Parting) bool { return p.Sign == health.SignMeetings && p.Day > 11 && len(p.Evidence) > 0 }) {
		t.Errorf("the meetings: %v", told(list))
	}
	if on, beyond := bad.First(health.SignNotSpecific); !beyond || on != begin.AddDays(11) {
		t.Error(on, beyond)
	}
	if on, beyond := good.First(health.SignNotSpecific); beyond {
		t.Error(on)
	}
	for _, c := range []health.Course{good, bad} {
		data, err := json.Marshal(c)
		var back health.Course
		if err != nil || json.Unmarshal(data, &back) != nil {
			t.Fatal(err)
		}
		if again, _ := json.Marshal(back); string(again) != string(data) {
			t.Error("a course changes on its way through JSON")
		}
		if len(c.Readings[0].Signs) < 30 {
			t.Errorf("%d signs", len(c.Readings[0].Signs))
		}
	}
	before, _ := json.Marshal(bad)
	list[0].Evidence[0].Found[0].Subject.ID = "scribbled"
	if after, _ := json.Marshal(bad); string(after) != string(before) {
		t.Error("the result shares with the course")
	}
}

// Two shops, one of which stops meeting.
func ExamplePart() {
	monday := calendar.DateOf(2026, time.March, 2)
	watch := func(held ...int) health.Course {
		var moments []health.Moment
		for _, day := range []int{9, 16, 23, 30} {
			moments = append(moments, health.Moment{At: evening(day), Input: health.Input{Talk: weekly(held...)}})
		}
		return health.CourseOf(monday, health.Timeline(moments))
	}
	for _, p := range health.Part(watch(2, 9, 16, 23, 30), watch(2, 9)) {
		fmt.Println(p.Sign, "on day", p.Day, "in project", p.Beyond+1)
		for _, e := range p.Evidence {
			fmt.Println("  ", e.On, e.Subject)
		}
	}
	// Output:
	// health.communication.meetings_missed on day 21 in project 2
	//    2026-03-16 meeting weekly/2026-03-16
	//    2026-03-23 meeting weekly/2026-03-23
}
