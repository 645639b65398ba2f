package lifecycletest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

func contexts(t *trial) error {
	if err := t.append(stream, 0, eventsOf("e", 10)...); err != nil {
		return err
	}
	cancelled, cancel := context.WithCancel(t.ctx)
	cancel()
	late, cancelLate := context.WithDeadline(t.ctx, moment().AddDate(-30, 0, 0))
	defer cancelLate()
	for ctx, want := range map[context.Context]error{cancelled: context.Canceled, late: context.DeadlineExceeded} {
		if _, err := t.log.Append(ctx, stream, 10, event("x")); !errors.Is(err, want) {
			t.fault("append with an ended context returned %v, not %v", err, want)
		}
		for _, id := range []lifecycle.StreamID{stream, "acme/none"} {
			if got, err := collect(t.log.Load(ctx, id, 0)); !errors.Is(err, want) {
				t.fault("load of %q with an ended context yielded %d events and %v, not %v", id, len(got), err, want)
			}
		}
	}
	t.holds(stream, 0, eventsOf("e", 10))
	return t.endedMidway()
}

// endedMidway ends the context while a load is under way: it may go on to the
// end or yield the error of the context, once.
func (t *trial) endedMidway() error {
	ctx, cancel := context.WithCancel(t.ctx)
	defer cancel()
	n, failed := 0, error(nil)
	for _, err := range t.log.Load(ctx, stream, 0) {
		if failed != nil {
			t.fault("the sequence goes on after its error")
			break
		}
		if failed = err; err == nil {
			n++
		}
		if n == 3 {
			cancel()
		}
	}
	if failed == nil && n != 10 || failed != nil && !errors.Is(failed, context.Canceled) {
		t.fault("a load whose context ended yielded %d of 10 events and %v", n, failed)
	}
	return nil
}

func sizes(t *trial) error {
	at := lifecycle.Version(0)
	var want []lifecycle.Event
	for _, n := range []int{0, 1, 64 << 10, 1 << 20, t.h.Limit} {
		if n > t.h.Limit {
			continue
		}
		e := event(fmt.Sprintf("size%d", at))
		e.Data = make([]byte, n)
		for i := range e.Data {
			e.Data[i] = byte(i * 7)
		}
		if err := t.append(stream, at, e); err != nil {
			return fmt.Errorf("%d bytes: %w", n, err)
		}
		want = append(want, e)
		at++
	}
	big := event("big")
	big.Data = make([]byte, t.h.Limit+1)
	t.refuse(lifecycle.ErrTooLarge, "one byte over the limit", stream, at, big)
	t.refuse(lifecycle.ErrTooLarge, "one byte over the limit at another version", stream, 0, big)
	t.holds(stream, 0, want)
	return nil
}

func manyEvents(t *trial) error {
	const batch = 1000
	list := eventsOf("e", 10*batch)
	for from := 0; from < len(list); from += batch {
		if err := t.append(stream, lifecycle.Version(from), list[from:from+batch]...); err != nil {
			return err
		}
	}
	t.holds(stream, 0, list)
	t.holds(stream, 9995, list[9995:])
	t.repeat(3000, list[3000:4000]...)
	return nil
}

func identities(t *trial) error {
	words := []string{
		"a", "A", "a ", " a", "\u00e9", "e\u0301", "\u212b", "\u00c5", "\u0645\u0631\u062d\u0628\u0627", "\u4e2d\u6587", "\U0001f680", "\u0131", "i", "I", "ss", "\u00df",
		".", "*", ">", "/", "//", "%", "%25", "_", "'", "\"", "\\", ";", "a.b", "a*b", "a>b", "a/b", "a%b", "${x}", "<b>", "null", "0", "00", "1e3",
		"\u00a0", "a\u200b", strings.Repeat("x", 250),
	}
	for i, word := range words {
		id := lifecycle.StreamID("acme/" + word)
		if err := t.append(id, 0, event(fmt.Sprintf("s%d", i)), event(fmt.Sprintf("S%d", i))); err != nil {
			return err
		}
	}
	for i, word := range words {
		t.holds(lifecycle.StreamID("acme/"+word), 0, []lifecycle.Event{event(fmt.Sprintf("s%d", i)), event(fmt.Sprintf("S%d", i))})
	}
	for i, id := range []string{"a", "A", "\u00e9", "e\u0301", "'", "a ", strings.Repeat("x", 128)} {
		if err := t.append(stream, lifecycle.Version(i), event(id)); err != nil {
			return err
		}
	}
	t.refuse(lifecycle.ErrConflict, "of an id in capitals", stream, 0, event("A"))
	t.refuse(lifecycle.ErrConflict, "of an id composed otherwise", stream, 2, event("e\u0301"))
	for _, id := range []lifecycle.StreamID{"acme/a\x00b", "acme/a\nb", "acme/a\x7fb", "acme/\u0085", "acme/\xff", "acme/" + lifecycle.StreamID(strings.Repeat("x", 252))} {
		t.refuse(lifecycle.ErrInvalid, fmt.Sprintf("to %q", id), id, 0, event("x"))
	}
	return nil
}

func empties(t *trial) error {
	list := eventsOf("e", 4)
	list[0].Data, list[0].Meta = nil, nil
	list[1].Data, list[1].Meta = []byte{}, map[string]string{}
	list[2].Data, list[2].Meta = []byte("null"), map[string]string{"k": ""}
	list[3].Data, list[3].Meta = []byte{0, 255, 0}, map[string]string{"K": "v", "k": "V"}
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	t.holds(stream, 0, list)
	return nil
}

func times(t *trial) error {
	at := []time.Time{
		{}, time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC), time.Date(1969, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
		time.Date(1582, 10, 10, 1, 2, 3, 4567, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC),
		time.Date(2026, 3, 29, 2, 30, 0, 1999, time.FixedZone("x", -5*3600-1800)), time.Unix(0, 999),
	}
	list := eventsOf("e", len(at))
	for i := range list {
		list[i].At = at[i]
	}
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	t.holds(stream, 0, list)
	got, err := collect(t.log.Load(t.ctx, stream, 0))
	for _, r := range got {
		if r.At.Location() != time.UTC || r.At.Nanosecond()%1000 != 0 {
			t.fault("event %d came back at %v, not in UTC and whole microseconds", r.Version, r.At)
		}
	}
	if len(got) == len(at) && !got[2].At.Equal(time.Date(1969, 12, 31, 23, 59, 59, 999_999_000, time.UTC)) {
		t.fault("before 1970 the time is cut to %v, not towards the past", got[2].At)
	}
	return err
}

func clocks(t *trial) error {
	list := eventsOf("e", 6)
	for i, hours := range []int{0, 1, -1, 3, -9, 0} {
		list[i].At = moment().Add(time.Duration(hours) * time.Hour)
	}
	for i := range list {
		if err := t.append(stream, lifecycle.Version(i), list[i]); err != nil {
			return err
		}
	}
	t.holds(stream, 0, list)
	if t.feed == nil {
		return nil
	}
	got, err := t.drain("", whole)
	t.inOrder(got)
	return err
}

func snapshots(t *trial) error {
	if _, _, _, err := t.snapshotter.LoadSnapshot(t.ctx, stream); !errors.Is(err, lifecycle.ErrNoSnapshot) {
		t.fault("without a snapshot loading one returned %v, not ErrNoSnapshot", err)
	}
	data := []byte("at five")
	save := func(id lifecycle.StreamID, v lifecycle.Version, schema int, data []byte) error {
		return t.snapshotter.SaveSnapshot(t.ctx, id, v, schema, data)
	}
	err := errors.Join(save(stream, 5, 1, data), save(stream, 3, 2, []byte("at three")), save("acme/Deal-7", 9, 7, nil))
	if err != nil {
		return err
	}
	data[0] = '!'
	for range 2 {
		v, schema, got, err := t.snapshotter.LoadSnapshot(t.ctx, stream)
		if err != nil || v != 5 || schema != 1 || string(got) != "at five" {
			t.fault("the snapshot is version %d, schema %d, %q, %v, not the one of version 5", v, schema, got, err)
			return nil
		}
		got[0] = '?'
	}
	if err := save(stream, 6, 3, []byte{}); err != nil {
		return err
	}
	v, schema, got, err := t.snapshotter.LoadSnapshot(t.ctx, stream)
	if err != nil || v != 6 || schema != 3 || len(got) != 0 {
		t.fault("the snapshot is version %d, schema %d, %q, %v, not the one of version 6", v, schema, got, err)
	}
	t.holds(stream, 0, nil)
	return nil
}
