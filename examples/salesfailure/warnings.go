package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/charter"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/health"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// warning is what the library said of one kind, from the first time on.
type warning struct {
	first finding.Finding
	on    calendar.Date // when it was first given
	last  calendar.Date // when it was last given
	cases map[finding.Ref]bool
}

// ledger holds the warnings by their codes.
type ledger map[finding.Code]*warning

// enter writes down what was found on a day. What is only worth knowing is no
// warning.
func (l ledger) enter(day calendar.Date, found []finding.Finding) {
	found = slices.Clone(found)
	finding.Sort(found)
	for _, f := range found {
		if f.Severity == finding.Info || f.Remedy == "" {
			continue
		}
		w := l[f.Code]
		if w == nil {
			w = &warning{first: f, on: day, cases: map[finding.Ref]bool{}}
			l[f.Code] = w
		}
		w.last, w.cases[f.Subject] = day, true
	}
}

// ordered returns the warnings by the day on which they were first given.
func (l ledger) ordered() []*warning {
	var list []*warning
	for _, w := range l {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b *warning) int {
		return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.first.Code, b.first.Code))
	})
	return list
}

// tellWarnings prints every warning with the date of the first time, how long
// before the harm that was, the remedy, and until when it was given again.
func (s *story) tellWarnings(h health.History) {
	list := s.ledger.ordered()
	s.hidden = s.unattested()
	stood := 0
	for _, w := range list {
		if w.on.Before(h.Harm.On) && (!w.last.Before(h.Harm.On) || s.hidden[w.first.Code]) {
			stood++
		}
	}
	s.say("\nThe first harm came on %s: %s.", "\n首次损害发生于 %s：%s。", h.Harm.On, s.words.Ref(h.Harm.Subject))
	for _, m := range months() {
		if m.lost > 0 {
			s.say("The first customer left in the month to %s.", "首家客户于截至 %s 的月份流失。", m.end)
			break
		}
	}
	s.say("The library gave %d kinds of warning; %d of them before the harm, and the remedy of these was not taken until it came:", "软件库共给出 %d 类警告；其中 %d 类早于损害，直到损害发生都未采取对策：", len(list), stood)
	for _, w := range list {
		s.tellWarning(w, h)
	}
}

func (s *story) tellWarning(w *warning, h health.History) {
	lead := s.pick("%d days before the harm", "早于损害 %d 天")
	n := h.Harm.On.DaysSince(w.on)
	if n < 0 {
		lead, n = s.pick("%d days after the harm", "晚于损害 %d 天"), -n
	}
	fmt.Fprintf(s.out, "%s  %s%s\n", w.on, s.words.Finding(w.first), s.pick(" ["+fmt.Sprintf(lead, n)+"]", "〔"+fmt.Sprintf(lead, n)+"〕"))
	fmt.Fprintf(s.out, "            %s%s\n", s.pick("remedy: ", "对策："), s.words.Remedy(w.first))
	fmt.Fprintf(s.out, "            %s%s\n", s.standing(w, h), s.counted(w))
}

// standing says what became of a warning.
func (s *story) standing(w *warning, h health.History) string {
	switch {
	case w.last == s.now.day:
		return fmt.Sprintf(s.pick("not taken: still given on the last evening, %s", "未采取：最后一晚（%s）仍在警告"), w.last)
	case s.hidden[w.first.Code]:
		return fmt.Sprintf(s.pick("not taken: attested away on %s, and still there without that word", "未采取：%s 以作证代替改正，去掉作证后问题依旧"), s.attested)
	case !w.last.Before(h.Harm.On):
		return fmt.Sprintf(s.pick("not taken before the harm: given until %s", "损害之前未采取：警告持续到 %s"), w.last)
	}
	return fmt.Sprintf(s.pick("given until %s", "警告到 %s 为止"), w.last)
}

// counted says of how many things a warning was given, where there are several.
func (s *story) counted(w *warning) string {
	if len(w.cases) < 2 {
		return ""
	}
	return fmt.Sprintf(s.pick("; %d cases", "；%d 个个案"), len(w.cases))
}

// unattested returns the codes that the charter would show without the word of
// the owner.
func (s *story) unattested() map[finding.Code]bool {
	bare := s.charter.Clone()
	for i := range bare.Goals {
		bare.Goals[i].Attestations = nil
	}
	codes := map[finding.Code]bool{}
	for _, f := range charter.Check(bare) {
		codes[f.Code] = true
	}
	return codes
}
