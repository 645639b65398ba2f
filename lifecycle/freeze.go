package lifecycle

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// A snapshot is a row of fields, each behind its length: the sum over all that
// follows, the stream, what the summary holds, the JSON form of the state
// without the lists that only grow, and those lists, which are not read before
// somebody asks for them.

var sums = crc32.MakeTable(crc32.Castagnoli)

// freezeState returns the snapshot of a state.
func freezeState(id StreamID, s *State, sum *summary) ([]byte, error) {
	core := s.core()
	core.Closings, core.Documents, core.Corrections = s.closings.all(), s.documents.all(), s.corrections.all()
	data, err := json.Marshal(core)
	if err != nil {
		return nil, fmt.Errorf("lifecycle: snapshot: %w", err)
	}
	f := freezer{buf: make([]byte, 4, len(data)+len(sum.prints)+16*(s.path.n+s.order.n+s.remarks.n)+1024)}
	f.text(string(id))
	f.text(sum.mark)
	f.int(sum.settled)
	f.bool(sum.sealed)
	f.text(string(data))
	f.list(len(s.path.hops.all()), func(list *freezer) { freezeHops(list, s.path.hops.all()) })
	f.list(len(s.path.actors.all()), func(list *freezer) { freezeActors(list, s.path.actors.all()) })
	f.list(s.path.n, func(list *freezer) { freezePath(list, s.path.all()) })
	f.list(s.order.n, func(list *freezer) { freezeOrder(list, s.order.all()) })
	f.list(s.remarks.n, func(list *freezer) { freezeRemarks(list, s.Remarks()) })
	decisions, err := json.Marshal(s.Decisions())
	if err != nil {
		return nil, fmt.Errorf("lifecycle: snapshot: %w", err)
	}
	f.list(s.decisions.n, func(list *freezer) { list.buf = decisions })
	f.text(string(sum.prints))
	sumUp(f.buf)
	return f.buf, nil
}

// sumUp writes the sum over the rest in front of it.
func sumUp(data []byte) { binary.BigEndian.PutUint32(data, crc32.Checksum(data[4:], sums)) }

// thawState reads what freezeState returns. It refuses what is not whole or of
// another stream. The state keeps the data.
func thawState(id StreamID, data []byte) (State, summary, error) {
	if len(data) < 4 || binary.BigEndian.Uint32(data) != crc32.Checksum(data[4:], sums) {
		return State{}, summary{}, fmt.Errorf("%w: the sum is wrong", errOther)
	}
	t := thawer{buf: data[4:]}
	var sum summary
	stream := t.text()
	sum.mark, sum.settled, sum.sealed = t.text(), t.int(), t.int() == 1
	core := t.bytes()
	hops, actors := t.list(), t.list()
	path, order, remarks, decisions := t.list(), t.list(), t.list(), t.list()
	sum.prints = slices.Clip(t.bytes())
	var s State
	if t.bad || len(t.buf) > 0 || path.n > 0 && (hops.n == 0 || actors.n == 0) || StreamID(stream) != id || s.UnmarshalJSON(core) != nil {
		return State{}, summary{}, fmt.Errorf("%w: it cannot be read", errOther)
	}
	s.path = pathway{hops: thawHops(hops), actors: thawActors(actors)}
	s.path.trail = thaw(path.n, func() []passage { return thawPath(path, hops.n, actors.n) })
	s.order = thaw(order.n, func() []stamp { return thawOrder(order) })
	s.remarks = thaw(remarks.n, func() []remark { return thawRemarks(remarks) })
	s.decisions = thaw(decisions.n, func() []decision { return thawDecisions(decisions) })
	return s, sum, nil
}

func freezeHops(f *freezer, list []hop) {
	for _, h := range list {
		f.name(string(h.move))
		f.name(string(h.to))
		f.name(string(h.gate))
	}
}

func thawHops(l frozenList) *register[hop] {
	var list []hop
	t := thawer{buf: l.data}
	for range l.n {
		list = append(list, hop{MoveID(t.name()), PhaseID(t.name()), GateID(t.name())})
	}
	return registerOf(list)
}

func freezeActors(f *freezer, list []ActorID) {
	for _, a := range list {
		f.text(string(a))
	}
}

func thawActors(l frozenList) *register[ActorID] {
	var list []ActorID
	t := thawer{buf: l.data}
	for range l.n {
		list = append(list, ActorID(t.text()))
	}
	return registerOf(list)
}

func freezePath(f *freezer, list []passage) {
	var last passage
	for i := range list {
		p := &list[i]
		f.int(int64(p.version) - int64(last.version))
		f.int(p.at - last.at)
		f.int(p.recorded - p.at)
		f.int(int64(p.round))
		f.int(int64(p.kind))
		f.int(int64(p.standing))
		f.int(int64(p.hop))
		f.int(int64(p.actor))
		last = *p
	}
}

// thawPath reads a path whose names are in registers of these lengths.
func thawPath(l frozenList, hops, actors int) []passage {
	list := make([]passage, l.n)
	t := thawer{buf: l.data}
	var last passage
	for i := range list {
		p := passage{version: last.version + Version(t.int()), at: last.at + t.int()}
		p.recorded = p.at + t.int()
		p.round, p.kind, p.standing = int32(t.int()), uint8(t.small(len(moveKinds)+1)), uint8(t.small(len(standings)))
		p.hop, p.actor = uint32(t.small(hops)), uint32(t.small(actors))
		list[i], last = p, p
	}
	return list
}

func freezeOrder(f *freezer, list []stamp) {
	var last stamp
	for _, p := range list {
		f.int(int64(p.Version) - int64(last.Version))
		f.int(p.At - last.At)
		f.bool(p.Step)
		last = p
	}
}

func thawOrder(l frozenList) []stamp {
	list := make([]stamp, l.n)
	t := thawer{buf: l.data}
	var last stamp
	for i := range list {
		last = stamp{last.Version + Version(t.int()), last.At + t.int(), t.int() == 1}
		list[i] = last
	}
	return list
}

func freezeRemarks(f *freezer, list []Remark) {
	var last Version
	for i := range list {
		r := &list[i]
		f.int(int64(r.Version) - int64(last))
		f.int(r.At.UnixMicro())
		f.text(r.Text)
		f.name(r.About.Kind)
		f.name(r.About.ID)
		f.name(r.About.Field)
		f.name(string(r.Actor))
		last = r.Version
	}
}

func thawRemarks(l frozenList) []remark {
	list := make([]remark, l.n)
	t := thawer{buf: l.data}
	var last Version
	for i := range list {
		last += Version(t.int())
		r := Remark{Version: last, At: time.UnixMicro(t.int()).UTC(), Text: t.text()}
		r.About = finding.Ref{Kind: t.name(), ID: t.name(), Field: t.name()}
		r.Actor = ActorID(t.name())
		list[i] = newRemark(&r)
	}
	return list
}

// thawDecisions reads the decisions, which are kept as JSON.
func thawDecisions(l frozenList) []decision {
	var full []GateDecision
	list := make([]decision, l.n)
	if json.Unmarshal(l.data, &full) != nil || len(full) != l.n {
		full = make([]GateDecision, l.n) // the sum was right: it was frozen so
	}
	for i := range list {
		list[i] = full[i].keep()
	}
	return list
}

// freezer writes fields.
type freezer struct {
	buf   []byte
	names map[string]int64 // those written before
}

func (f *freezer) int(n int64) { f.buf = binary.AppendVarint(f.buf, n) }

func (f *freezer) bool(b bool) {
	n := int64(0)
	if b {
		n = 1
	}
	f.int(n)
}

func (f *freezer) text(s string) {
	f.int(int64(len(s)))
	f.buf = append(f.buf, s...)
}

// name writes a text that comes often: whole the first time, then as the number
// it was given.
func (f *freezer) name(s string) {
	if n, ok := f.names[s]; ok {
		f.int(n)
		return
	}
	if f.names == nil {
		f.names = map[string]int64{}
	}
	f.names[s] = int64(len(f.names)) + 1
	f.int(0)
	f.text(s)
}

// list writes a list of n items with names of its own.
func (f *freezer) list(n int, write func(*freezer)) {
	var list freezer
	write(&list)
	f.int(int64(n))
	f.text(string(list.buf))
}

// frozenList is a list that has not been read yet.
type frozenList struct {
	n    int
	data []byte
}

// thawer reads fields. After the first that cannot be read it is bad, and reads
// nothing but zeros.
type thawer struct {
	buf   []byte
	names []string
	bad   bool
}

func (t *thawer) int() int64 {
	n, size := binary.Varint(t.buf)
	if size <= 0 {
		t.buf, t.bad = nil, true
		return 0
	}
	t.buf = t.buf[size:]
	return n
}

// small reads a number below the limit.
func (t *thawer) small(limit int) int64 {
	n := t.int()
	if n < 0 || n >= int64(limit) {
		t.buf, t.bad = nil, true
		return 0
	}
	return n
}

func (t *thawer) bytes() []byte {
	n := t.int()
	if n < 0 || n > int64(len(t.buf)) {
		t.buf, t.bad = nil, true
		return nil
	}
	b := t.buf[:n]
	t.buf = t.buf[n:]
	return b
}

func (t *thawer) text() string { return string(t.bytes()) }

func (t *thawer) name() string {
	n := t.int()
	switch {
	case n == 0 && !t.bad:
		t.names = append(t.names, t.text())
		n = int64(len(t.names))
	case n < 1 || n > int64(len(t.names)):
		t.buf, t.bad = nil, true
		return ""
	}
	return t.names[n-1]
}

func (t *thawer) list() frozenList {
	l := frozenList{int(t.small(math.MaxInt32)), t.bytes()}
	if l.n > len(l.data) { // an item takes a byte at least
		t.bad = true
	}
	return l
}
