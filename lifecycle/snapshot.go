package lifecycle

import (
	"context"
	"errors"
	"hash/fnv"
	"time"
)

// snapshotSchema is the version of the form of snapshots. One of another
// version is not read. It changes with every change of State, of what Apply
// does, and of the form itself.
const snapshotSchema = 4

// defaultSnapshotEvery is how many events make another snapshot worth while.
const defaultSnapshotEvery = 500

// errOther says that a snapshot is not one of the history at hand.
var errOther = errors.New("lifecycle: snapshot of another history")

// loaded is a project as the engine has it before it decides.
type loaded struct {
	state State
	base  State // of the snapshot it began with; the zero State without one
	summary
	last CommandID // of the last entry
	done bool      // the command asked for was carried out, behind base
}

// summary is what a snapshot holds besides the state.
type summary struct {
	mark    string // of the last event
	settled int64  // the latest time of anything, recorded or effective, in microseconds
	prints  []byte // four bytes for each command that was carried out
	sealed  bool   // the state holds sealed texts
}

// load folds the history of the project, from its snapshot on if it has one
// that fits, and says whether the command was carried out.
func (e *Engine) load(ctx context.Context, id StreamID, command CommandID) (loaded, error) {
	l, ok := e.loadSnapshot(ctx, id)
	err := e.catchUp(ctx, id, &l, command)
	if errors.Is(err, errOther) {
		l, ok = loaded{}, false
		err = e.catchUp(ctx, id, &l, command)
	}
	if ok && err == nil && !l.done && command != "" && l.mayHold(command) {
		l.done, err = e.carriedOut(ctx, id, command)
		l.base = State{} // to be repeated from the beginning
	}
	return l, ofStream(id, err)
}

// snapshotter returns the log if it keeps snapshots and is to, and after how
// many events.
func (e *Engine) snapshotter() (Snapshotter, int) {
	keeper, _ := e.config.Log.(Snapshotter)
	every := e.config.SnapshotEvery
	if every < 0 {
		return nil, 0
	}
	if every == 0 {
		every = defaultSnapshotEvery
	}
	return keeper, every
}

// loadSnapshot returns what the snapshot holds, if there is one that can be
// read. Whatever is wrong with it, the history is there.
func (e *Engine) loadSnapshot(ctx context.Context, id StreamID) (loaded, bool) {
	keeper, _ := e.snapshotter()
	if keeper == nil {
		return loaded{}, false
	}
	v, schema, data, err := keeper.LoadSnapshot(ctx, id)
	if err != nil || schema != snapshotSchema {
		return loaded{}, false
	}
	s, sum, err := thawState(id, data)
	if err != nil || s.Version != v || v == 0 {
		return loaded{}, false
	}
	return loaded{state: s, base: s, summary: sum}, true
}

// catchUp folds what came after the state, and keeps a snapshot when that was
// much. It returns errOther when the state is not of this history: the event
// at its version is another.
func (e *Engine) catchUp(ctx context.Context, id StreamID, l *loaded, command CommandID) error {
	from := l.state.Version
	fits := from == 0
	for r, err := range e.config.Log.Load(ctx, id, max(from, 1)-1) {
		switch {
		case err != nil:
			return err
		case fits:
			err = l.take(&r, command)
		case r.Version != from || mark(&r) != l.mark:
			return errOther
		}
		if err != nil {
			return err
		}
		fits = true
	}
	if !fits {
		return errOther // the history is shorter than the snapshot
	}
	if keeper, every := e.snapshotter(); keeper != nil && l.state.Version-from >= Version(every) {
		if data, err := freezeState(id, &l.state, &l.summary); err == nil {
			_ = keeper.SaveSnapshot(ctx, id, l.state.Version, snapshotSchema, data) // a cache: the history is there
		}
	}
	return nil
}

// mark names an event by what it holds: its hash, or its id where it has none.
func mark(r *Recorded) string {
	if hash := r.Meta[MetaHash]; hash != "" {
		return hash
	}
	return r.ID
}

// take folds the next event, as [Replay] does.
func (l *loaded) take(r *Recorded, command CommandID) error {
	entry, err := readEntry(r)
	if err != nil {
		return err
	}
	if err := l.state.next(&entry); err != nil {
		return err
	}
	l.mark = mark(r)
	l.sealed = l.sealed || entry.sealed
	l.settled = max(l.settled, entry.settled())
	if entry.Command != "" && entry.Command != l.last {
		l.prints = appendPrint(l.prints, entry.Command)
	}
	l.last = entry.Command
	l.done = l.done || command != "" && entry.Command == command
	return nil
}

// settled returns the latest time in the entry, in microseconds. A moment that
// is not before it sees the whole entry.
func (e *Entry) settled() int64 {
	last := max(e.At.UnixMicro(), e.Recorded.UnixMicro())
	switch b := e.Body.(type) {
	case FactsRecorded:
		for _, f := range b.Facts.list {
			last = max(last, f.At.UnixMicro())
		}
	case TimeCorrected:
		last = max(last, b.To.UnixMicro())
	}
	return last
}

// print is four bytes that stand for a command. Two commands seldom share one.
func print(command CommandID) [4]byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(command))
	return [4]byte(h.Sum(nil))
}

func appendPrint(prints []byte, command CommandID) []byte {
	p := print(command)
	return append(prints, p[:]...)
}

// mayHold reports whether the command could have been carried out; a false no
// never happens, a false yes once in thousands.
func (s *summary) mayHold(command CommandID) bool {
	p := print(command)
	for i := 0; i+4 <= len(s.prints); i += 4 {
		if [4]byte(s.prints[i:i+4]) == p {
			return true
		}
	}
	return false
}

// carriedOut looks for the command in the whole history.
func (e *Engine) carriedOut(ctx context.Context, id StreamID, command CommandID) (bool, error) {
	for r, err := range e.config.Log.Load(ctx, id, 0) {
		if err != nil {
			return false, err
		}
		if CommandID(r.Meta[MetaCommand]) == command && r.Type.ours() {
			return true, nil
		}
	}
	return false, nil
}

// asOfSnapshot answers [Engine.AsOf] from the snapshot on. It reports false
// where that cannot be done: no snapshot, or one that holds something later
// than a moment asked for.
func (e *Engine) asOfSnapshot(ctx context.Context, id StreamID, effective, known time.Time) (State, bool, error) {
	l, ok := e.loadSnapshot(ctx, id)
	after := func(t time.Time) bool { return t.IsZero() || t.UnixMicro() >= l.settled }
	if !ok || !after(effective) || !after(known) {
		return State{}, false, nil
	}
	m := moment{effective: effective, known: known, s: l.state, n: int(l.state.Version)}
	fits := false
	for r, err := range e.config.Log.Load(ctx, id, l.state.Version-1) {
		if err != nil {
			return State{}, false, err
		}
		if !fits {
			if r.Version != l.state.Version || mark(&r) != l.mark {
				return State{}, false, nil
			}
			fits = true
			continue
		}
		entry, err := readEntry(&r)
		if l.sealed = l.sealed || entry.sealed; err == nil {
			err = entry.wantVersion(Version(m.n) + 1)
		}
		if err != nil {
			return State{}, false, err
		}
		m.add(&entry)
	}
	ok = fits && !m.reaches(l.state.Version)
	l.state = m.state()
	err := e.open(ctx, id, &l)
	return l.state, ok, err
}

// reaches reports whether a correction takes something that was folded before
// out of what had taken effect.
func (m *moment) reaches(folded Version) bool {
	for entry, to := range m.corrected {
		if entry <= folded && to.After(m.effective) {
			return true
		}
	}
	return false
}
