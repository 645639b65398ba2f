package comms

import (
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// DraftRule says what the holders of one letter are told.
type DraftRule struct {
	Kind    DutyKind
	Content Content
	Cadence Cadence
	Channel string // id of a channel
}

// Drafting is what a plan is drafted by. The zero Drafting is complete: the
// rules and channels are those of [DefaultRules] and [DefaultChannels].
type Drafting struct {
	Rules    []DraftRule
	Channels []Channel
	Sponsor  Party   // owner where a subject has nobody accountable or responsible, and the top of every ladder; may be nobody
	AfterMin []int64 // working minutes up to each step of a ladder; none is 480 and 1440, one and three days of eight hours
}

// DefaultChannels returns a meeting, a report, a chat and a mail channel, each
// with its kind as id. The caller owns the slice.
func DefaultChannels() []Channel {
	return []Channel{{"meeting", MeetingChannel}, {"report", ReportChannel}, {"chat", ChatChannel}, {"mail", MailChannel}}
}

// DefaultRules returns: the responsible get their tasks weekly in the meeting,
// the accountable the status weekly by report and decisions as they come, the
// consulted are asked as things come, the informed get the progress every second week by
// mail. The caller owns the slice.
func DefaultRules() []DraftRule {
	fortnight := EveryWeekOn(Friday)
	fortnight.Every = 2
	return []DraftRule{
		{ResponsibleFor, TaskContent, EveryWeekOn(Monday), "meeting"},
		{AccountableFor, StatusContent, EveryWeekOn(Friday), "report"},
		{AccountableFor, DecisionContent, Cadence{Kind: OnEvent}, "chat"},
		{ConsultedOn, ConsultingContent, Cadence{Kind: OnEvent}, "chat"},
		{InformedOf, ProgressContent, fortnight, "mail"},
	}
}

// DraftPlan drafts a communication plan from a responsibility matrix. Each rule gives
// each party with its letter an entry for each owner, about all subjects that
// they share; so every informed party has at least one entry as long as a rule
// names the informed. The owner of a subject's entries is who is accountable
// for it, else who is responsible, else the sponsor; the first in order where
// there are several. Nobody reports to themselves: their entry is owned by the
// next of these, and by themselves only if there is no other. Rows without subject or party, or
// with a letter that is none, give no entry; [Plan.Check] reports them.
//
// Entries are in the order of their ids, which are made of audience, content
// and owner, so that drafting again gives the same. The caller owns the plan.
func DraftPlan(matrix []Responsibility, by Drafting) Plan {
	by = by.completed()
	rows := sortedRows(matrix)
	d := drafter{by: by, own: ownersOf(rows), at: map[string]int{}, told: map[drafted]bool{}}
	for _, rule := range by.Rules {
		for _, row := range rows {
			if row.Kind == rule.Kind {
				d.add(row, rule)
			}
		}
	}
	d.plan.Channels = clone(by.Channels)
	slices.SortFunc(d.plan.Entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	d.plan.draftLadders(by)
	return d.plan
}

// drafter is a plan in the making.
type drafter struct {
	by   Drafting
	own  owners
	plan Plan
	at   map[string]int // places of entries by id
	told map[drafted]bool
}

// drafted is a subject of an entry.
type drafted struct {
	entry   string
	subject finding.Ref
}

// add adds the entry that a rule makes of a row, or its subject to the entry
// that is there.
func (d *drafter) add(row Responsibility, rule DraftRule) {
	e := d.by.entry(d.own, row, rule)
	i, known := d.at[e.ID]
	if !known {
		i = len(d.plan.Entries)
		d.at[e.ID] = i
		d.plan.Entries = append(d.plan.Entries, e)
	}
	if at := (drafted{e.ID, row.Subject}); !d.told[at] {
		d.told[at] = true
		d.plan.Entries[i].About = append(d.plan.Entries[i].About, row.Subject)
	}
}

// completed fills in the defaults.
func (d Drafting) completed() Drafting {
	if len(d.Rules) == 0 {
		d.Rules = DefaultRules()
	}
	if len(d.Channels) == 0 {
		d.Channels = DefaultChannels()
	}
	if len(d.AfterMin) == 0 {
		d.AfterMin = []int64{480, 1440}
	}
	return d
}

// entry returns the entry that a rule makes of a row, still without subject.
func (d Drafting) entry(own owners, row Responsibility, rule DraftRule) Entry {
	owner := row.Who
	for _, p := range []Party{own.other(row, AccountableFor), own.other(row, ResponsibleFor), d.Sponsor} {
		if !p.IsZero() && p != row.Who {
			owner = p
			break
		}
	}
	cadence := rule.Cadence
	cadence.Days = clone(cadence.Days)
	return Entry{
		ID:       entryID(row.Who, rule, owner),
		Audience: row.Who, Content: rule.Content, Cadence: cadence, Channel: rule.Channel, Owner: owner,
	}
}

// owners are the first two parties of a subject with a letter, in order.
type owners map[letter][2]Party

// letter is a kind of duty for a subject.
type letter struct {
	subject finding.Ref
	kind    DutyKind
}

// ownersOf reads them from rows that are sorted by subject and party.
func ownersOf(rows []Responsibility) owners {
	own := owners{}
	for _, r := range rows {
		at := letter{r.Subject, r.Kind}
		switch pair := own[at]; {
		case pair[0].IsZero():
			own[at] = [2]Party{r.Who}
		case pair[1].IsZero() && pair[0] != r.Who:
			own[at] = [2]Party{pair[0], r.Who}
		}
	}
	return own
}

// other returns the first party with a letter for the subject of a row that is
// not the party of the row, nobody where there is none.
func (o owners) other(row Responsibility, kind DutyKind) Party {
	pair := o[letter{row.Subject, kind}]
	if pair[0] == row.Who {
		return pair[1]
	}
	return pair[0]
}

// draftLadders gives each owner a ladder: first to the owner, then to the
// sponsor.
func (p *Plan) draftLadders(by Drafting) {
	known := map[string]bool{}
	for i, e := range p.Entries {
		id := escape(string(e.Owner.Kind)) + ":" + escape(e.Owner.ID)
		p.Entries[i].Ladder = id
		if known[id] {
			continue
		}
		known[id] = true
		l := Ladder{ID: id}
		for step, to := range []Party{e.Owner, by.Sponsor} {
			if step < len(by.AfterMin) && !to.IsZero() && (step == 0 || to != e.Owner) {
				l.Steps = append(l.Steps, LadderStep{by.AfterMin[step], to})
			}
		}
		p.Ladders = append(p.Ladders, l)
	}
	slices.SortFunc(p.Ladders, func(a, b Ladder) int { return strings.Compare(a.ID, b.ID) })
}

// entryID makes an id of the parts that make an entry one.
func entryID(who Party, rule DraftRule, owner Party) string {
	parts := []string{string(who.Kind), who.ID, string(rule.Content), rule.Channel, string(owner.Kind), owner.ID}
	for i, p := range parts {
		parts[i] = escape(p)
	}
	return strings.Join(parts, ":")
}

// escape keeps parts of an id apart.
func escape(part string) string {
	return strings.NewReplacer("%", "%25", ":", "%3A").Replace(part)
}

// sound reports whether a row says who has what letter for what.
func (r Responsibility) sound() bool {
	kinds := []DutyKind{ResponsibleFor, AccountableFor, ConsultedOn, InformedOf}
	return r.Subject != finding.Ref{} && !blank(r.Who.ID) && slices.Contains(kinds, r.Kind)
}

// sortedRows returns the sound rows by subject and party.
func sortedRows(matrix []Responsibility) []Responsibility {
	var list []Responsibility
	for _, r := range matrix {
		if r.sound() {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b Responsibility) int {
		if c := compareRefs(a.Subject, b.Subject); c != 0 {
			return c
		}
		return a.Who.Compare(b.Who)
	})
	return list
}
