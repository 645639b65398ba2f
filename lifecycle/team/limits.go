package team

import (
	"fmt"
	"unicode/utf8"
)

// limit remembers the first limit that is passed.
type limit struct{ err error }

func (l *limit) rows(name string, n int) { l.most(name, n, MaxRows) }

func (l *limit) most(name string, n, most int) {
	if n > most && l.err == nil {
		l.err = fmt.Errorf("%w: %d rows of %s, at most %d", ErrTooMany, n, name, most)
	}
}

func (l *limit) texts(list ...string) {
	for _, text := range list {
		switch {
		case l.err != nil:
			return
		case len(text) > MaxText:
			l.err = fmt.Errorf("%w: a text of %d bytes, at most %d", ErrTooMany, len(text), MaxText)
		case !utf8.ValidString(text):
			l.err = fmt.Errorf("%w: a text is not UTF-8: %.40q", ErrForm, text)
		}
	}
}

// texts looks at a list of named texts.
func texts[T ~string](l *limit, list []T) {
	l.rows("texts", len(list))
	for _, x := range list {
		l.texts(string(x))
	}
}

// withinLimits returns the first limit that the record passes.
func (r Record) withinLimits() error {
	var l limit
	l.most("members", len(r.Members), MaxMembers)
	l.most("duties", len(r.Duties), MaxDuties)
	for _, list := range []struct {
		name string
		n    int
	}{
		{"separations", len(r.DutyRules.Apart)}, {"skills", len(r.Skills)},
		{"needs", len(r.Needs)}, {"assignments", len(r.Assignments)}, {"notices", len(r.Notices)}, {"standing", len(r.Standing)},
		{"acknowledgements", len(r.Acks)}, {"demands", len(r.Demands)}, {"technical resources", len(r.Technical)},
	} {
		l.rows(list.name, list.n)
	}
	if l.err != nil {
		return l.err
	}
	l.texts(r.ID)
	l.people(r)
	l.work(r)
	return l.err
}

// people looks at the rows about people and duties.
func (l *limit) people(r Record) {
	for _, m := range r.Members {
		l.texts(string(m.Actor))
		l.rows("availability", len(m.Availability))
		l.rows("cost rates", len(m.CostRate))
		l.rows("skills", len(m.Skills))
		texts(l, m.Roles)
		for _, s := range m.Skills {
			l.texts(string(s.Skill))
			texts(l, s.Evidence)
		}
		for _, a := range m.Availability {
			l.texts(a.Calendar)
		}
	}
	for _, d := range r.Duties {
		l.texts(d.Subject.Kind, d.Subject.ID, d.Subject.Field, string(d.Letter), string(d.Actor), string(d.Role))
	}
	texts(l, r.DutyRules.JudgedKinds)
	for _, a := range r.DutyRules.Apart {
		l.texts(a.ID)
		texts(l, a.Places)
	}
	for _, s := range r.Standing {
		l.texts(s.Subject.Kind, s.Subject.ID, s.Subject.Field, string(s.Digest))
		texts(l, s.By)
	}
	for _, a := range r.Acks {
		l.texts(string(a.Actor), a.Subject.Kind, a.Subject.ID, a.Subject.Field, string(a.Digest))
	}
}

// work looks at the rows about work and what it needs.
func (l *limit) work(r Record) {
	for _, s := range r.Skills {
		l.texts(string(s.Skill))
	}
	for _, n := range r.Needs {
		l.texts(n.ID, string(n.Role))
		l.rows("skills", len(n.Skills))
		for _, s := range n.Skills {
			l.texts(string(s.Skill))
		}
	}
	for _, a := range r.Assignments {
		l.texts(a.Task, string(a.Actor), a.Text)
	}
	for _, n := range r.Notices {
		l.texts(n.Task, string(n.Actor), string(n.Digest))
	}
	for _, d := range r.Demands {
		if max(d.WorkMin, d.MostPerDayMin) > MaxWork && l.err == nil {
			l.err = fmt.Errorf("%w: a demand of %d minutes, at most %d", ErrTooMany, max(d.WorkMin, d.MostPerDayMin), int64(MaxWork))
		}
		l.texts(d.Task, string(d.Resource.Kind), d.Resource.ID, string(d.Confidence))
	}
	for _, t := range r.Technical {
		l.texts(t.ID, string(t.Kind), t.Name, t.Calendar, string(t.Owner))
	}
}

// withinLimits returns the first limit that the book passes.
func (b ReviewBook) withinLimits() error {
	var l limit
	l.rows("reviews", len(b.Reviews))
	l.texts(b.ID)
	for _, r := range b.Reviews {
		l.review(r)
	}
	return l.err
}

func (l *limit) review(r Review) {
	l.rows("views", len(r.Views))
	l.rows("improvement points", len(r.Points))
	l.rows("proposals", len(r.Proposals))
	l.texts(string(r.Actor), string(r.Manager))
	texts(l, r.Open)
	for _, v := range r.Views {
		l.texts(string(v.Angle), string(v.By), v.Text)
	}
	for _, p := range r.Points {
		l.texts(p.ID, p.Text, string(p.Owner), string(p.State))
		l.rows("follow-ups", len(p.FollowUp))
		for _, f := range p.FollowUp {
			l.texts(string(f.By), f.Text)
		}
	}
	for _, p := range r.Proposals {
		l.texts(string(p.Skill.Skill), string(p.By), string(p.Judge), string(p.State))
		texts(l, p.Skill.Evidence)
	}
}
