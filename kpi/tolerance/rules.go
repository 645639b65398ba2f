package tolerance

import "github.com/milepost-go/milepost/kpi"

// Place is a project, a phase or a task.
type Place struct {
	ID     string `json:"id"` // one for all levels
	Level  Level  `json:"level"`
	Parent string `json:"parent,omitempty"` // what it is a part of; "" for a project
}

// Limit says how far one aspect may deviate without asking. Deviations count
// the bad way: 0 is as planned, more is worse, less is better than planned. See
// [Worse].
type Limit struct {
	Aspect   Aspect    `json:"aspect"`
	Place    string    `json:"place,omitempty"`     // for this place alone; or
	Level    Level     `json:"level,omitempty"`     // for every place of a level that has none of its own
	HereOnly bool      `json:"here_only,omitempty"` // true: parts of the place do not inherit it
	Outer    kpi.Value `json:"outer"`               // a deviation beyond it is an exception; the limit itself is within
	Inner    kpi.Value `json:"inner,omitzero"`      // an exception clears at it or inside it; the zero Value: the outer limit
	Cycles   int       `json:"cycles,omitempty"`    // so many worse cycles in a row are a warning; 0: no such rule
	Measure  string    `json:"measure,omitempty"`   // what is compared, in the host's words
}

// inner returns the limit to clear at. One beyond the outer limit counts as
// the outer one.
func (l Limit) inner() kpi.Value {
	if l.Inner.IsUnknown() || beyond(l.Inner, l.Outer) {
		return l.Outer
	}
	return l.Inner
}

// Rules are the places of a project, or of several, and the limits agreed for
// them.
type Rules struct {
	Places []Place `json:"places,omitempty"`
	Limits []Limit `json:"limits,omitempty"`
}

// For returns the limit that holds for a place in one aspect: its own, else that
// of its level, else what the place it is a part of has, unless that is for
// there only. A limit is inherited as it stands, not divided among the parts. It
// reports false when there is none, or when the place does not exist.
func (r Rules) For(place string, aspect Aspect) (Limit, bool) {
	return r.compile().limit(place, aspect)
}

// book is the compiled form of rules.
type book struct {
	places  map[string]Place
	limits  map[target]Limit
	handed  map[spot]*Limit // what the parts of a place inherit, found so far; nil: nothing
	visited []string        // scratch of handsDown
}

// target is what a limit is for: a place or a level.
type target struct {
	aspect Aspect
	place  string
	level  Level
}

func (l Limit) target() target { return target{l.Aspect, l.Place, l.Level} }

// compile indexes the rules. Of two entries for the same the first counts; a
// place without id is none.
func (r Rules) compile() *book {
	b := &book{places: make(map[string]Place, len(r.Places)), limits: make(map[target]Limit, len(r.Limits)), handed: map[spot]*Limit{}}
	for _, p := range r.Places {
		if _, twice := b.places[p.ID]; !twice && p.ID != "" {
			b.places[p.ID] = p
		}
	}
	for _, l := range r.Limits {
		if _, twice := b.limits[l.target()]; !twice {
			b.limits[l.target()] = l
		}
	}
	return b
}

// limit returns the limit of a place itself, else what it inherits.
func (b *book) limit(place string, aspect Aspect) (Limit, bool) {
	at, exists := b.places[place]
	if !exists {
		return Limit{}, false
	}
	if l, found := b.here(at, aspect); found {
		return l, true
	}
	if l := b.handsDown(at.Parent, aspect); l != nil {
		return *l, true
	}
	return Limit{}, false
}

// handsDown returns what the parts of a place inherit, nil if nothing. It walks
// upwards and remembers the answer for every place it came through, so that deep
// trees are walked once, and circles end.
func (b *book) handsDown(place string, aspect Aspect) *Limit {
	b.visited = b.visited[:0]
	var answer *Limit
	for at, exists := b.places[place]; exists && answer == nil; at, exists = b.places[at.Parent] {
		known, done := b.handed[spot{at.ID, aspect}]
		if done {
			answer = known
			break
		}
		b.handed[spot{at.ID, aspect}] = nil
		b.visited = append(b.visited, at.ID)
		if l, found := b.here(at, aspect); found && !l.HereOnly {
			answer = &l
		}
	}
	for _, id := range b.visited {
		b.handed[spot{id, aspect}] = answer
	}
	return answer
}

// here returns the limit of a place itself or of its level.
func (b *book) here(p Place, aspect Aspect) (Limit, bool) {
	if l, found := b.limits[target{aspect: aspect, place: p.ID}]; found {
		return l, true
	}
	l, found := b.limits[target{aspect: aspect, level: p.Level}]
	return l, found
}

// Worse returns by how much a forecast is worse than the plan: forecast -
// planned where lower is better, planned - forecast where higher is. For other
// directions there is no worse way, and the result is unknown with
// [kpi.ReasonMissingInput].
func Worse(better kpi.Direction, planned, forecast kpi.Value) kpi.Value {
	switch better {
	case kpi.Lower:
		return forecast.Sub(planned)
	case kpi.Higher:
		return planned.Sub(forecast)
	}
	return kpi.Unknown(kpi.ReasonMissingInput)
}
