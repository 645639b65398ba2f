package lifecycletest

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

func emptyStream(t *trial) error {
	t.holds(stream, 0, nil)
	t.holds(stream, 5, nil)
	if err := t.append("acme/other", 0, event("a")); err != nil {
		return err
	}
	t.holds(stream, 0, nil)
	return nil
}

func versions(t *trial) error {
	list := eventsOf("e", 7)
	for i, n := range []int{1, 2, 1, 3} {
		from := []int{0, 1, 3, 4}[i]
		if err := t.append(stream, lifecycle.Version(from), list[from:from+n]...); err != nil {
			return err
		}
	}
	t.holds(stream, 0, list)
	return nil
}

func allOrNothing(t *trial) error {
	good := eventsOf("a", 2)
	if err := t.append(stream, 0, good...); err != nil {
		return err
	}
	batch := func(change func(*lifecycle.Event)) []lifecycle.Event {
		list := eventsOf("b", 5)
		change(&list[3])
		return list
	}
	t.refuse(lifecycle.ErrInvalid, "with an empty id in the middle", stream, 2, batch(func(e *lifecycle.Event) { e.ID = "" })...)
	t.refuse(lifecycle.ErrInvalid, "with an id twice", stream, 2, batch(func(e *lifecycle.Event) { e.ID = "b1" })...)
	if t.h.Limit > 0 {
		t.refuse(lifecycle.ErrTooLarge, "with one event too large", stream, 2, batch(func(e *lifecycle.Event) { e.Data = make([]byte, t.h.Limit+1) })...)
	}
	t.refuse(lifecycle.ErrConflict, "at another version", stream, 1, eventsOf("c", 5)...)
	t.refuse(lifecycle.ErrConflict, "ahead of the stream", stream, 3, eventsOf("c", 5)...)
	t.holds(stream, 0, good)
	if err := t.append(stream, 2, eventsOf("d", 3)...); err != nil {
		return err
	}
	t.holds(stream, 0, append(good, eventsOf("d", 3)...))
	return nil
}

func loadAfter(t *trial) error {
	list := eventsOf("e", 9)
	if err := errors.Join(t.append(stream, 0, list[:4]...), t.append(stream, 4, list[4:]...)); err != nil {
		return err
	}
	for after := range 10 {
		t.holds(stream, lifecycle.Version(after), list[after:])
	}
	for _, beyond := range []lifecycle.Version{10, 1000, 1 << 62, lifecycle.AnyVersion} {
		t.holds(stream, beyond, nil)
	}
	return nil
}

func earlyBreak(t *trial) error {
	if err := t.append(stream, 0, eventsOf("e", 20)...); err != nil {
		return err
	}
	before := runtime.NumGoroutine()
	for i := range 10_000 {
		for _, err := range t.log.Load(t.ctx, stream, 0) {
			if err != nil {
				return fmt.Errorf("load %d: %w", i+1, err)
			}
			break
		}
		if t.feed == nil {
			continue
		}
		for _, err := range t.feed.Read(t.ctx, "", 0) {
			if err != nil {
				return fmt.Errorf("read %d: %w", i+1, err)
			}
			break
		}
	}
	for range 100 { // what ends by itself may take a moment
		if runtime.NumGoroutine() <= before+10 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before+10 {
		t.fault("%d goroutines before and %d after 10,000 loads left early", before, after)
	}
	return t.append(stream, 20, event("last"))
}

func restartable(t *trial) error {
	list := eventsOf("e", 3)
	if err := t.append(stream, 0, list[:2]...); err != nil {
		return err
	}
	seq := t.log.Load(t.ctx, stream, 0)
	for want := 2; want <= 3; want++ {
		for range 2 {
			got, err := collect(seq)
			if err != nil || len(got) != want {
				t.fault("iterated again the sequence yields %d events, %v, not the %d stored by then", len(got), err, want)
			}
		}
		if want == 2 {
			if err := t.append(stream, 2, list[2]); err != nil {
				return err
			}
		}
	}
	return nil
}

func copiesOut(t *trial) error {
	list := eventsOf("e", 3)
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	spoil := func(r *lifecycle.Recorded) {
		for i := range r.Data {
			r.Data[i] = '!'
		}
		for key := range r.Meta {
			r.Meta[key] = "spoiled"
		}
		r.Meta["more"] = "spoiled"
	}
	got, err := collect(t.log.Load(t.ctx, stream, 0))
	for i := range got {
		spoil(&got[i])
	}
	t.holds(stream, 0, list)
	if t.feed != nil && err == nil {
		got, err = collect(t.feed.Read(t.ctx, "", 0))
		for i := range got {
			spoil(&got[i])
		}
		t.holds(stream, 0, list)
	}
	return err
}

func copiesIn(t *trial) error {
	list, same := eventsOf("e", 3), eventsOf("e", 3)
	list[0].At = list[0].At.Add(789).In(time.FixedZone("east", 8*3600))
	same[0].At = list[0].At
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	for i := range list {
		if diff := differ(list[i].Normal(), same[i]); diff != "" || list[i].At != same[i].At {
			t.fault("append changed event %d that it was given: %s", i+1, diff)
		}
		list[i].ID, list[i].Data[0], list[i].Meta["of"] = "spoiled", '!', "spoiled"
	}
	t.holds(stream, 0, same)
	return nil
}

func conflictDetail(t *trial) error {
	if err := errors.Join(t.append(stream, 0, eventsOf("a", 3)...), t.append(stream, 3, eventsOf("b", 2)...)); err != nil {
		return err
	}
	for _, expect := range []lifecycle.Version{0, 1, 3, 4, 6, 1000} {
		_, err := t.log.Append(t.ctx, stream, expect, event("late"))
		var conflict *lifecycle.ConflictError
		if !errors.As(err, &conflict) || !errors.Is(err, lifecycle.ErrConflict) {
			t.fault("append at version %d returned %v, not a ConflictError", expect, err)
			continue
		}
		if want := (lifecycle.ConflictError{Stream: stream, Expected: expect, Actual: 5}); *conflict != want {
			t.fault("append at version %d: conflict %+v, not %+v", expect, *conflict, want)
		}
	}
	_, err := t.log.Append(t.ctx, "acme/none", 2, event("late"))
	var conflict *lifecycle.ConflictError
	if !errors.As(err, &conflict) || conflict.Actual != 0 {
		t.fault("append at version 2 of no stream returned %v, not a conflict at version 0", err)
	}
	return nil
}

func replayAtOnce(t *trial) error {
	list := eventsOf("e", 3)
	if err := t.append(stream, 0, list...); err != nil {
		return err
	}
	for range 3 {
		t.repeat(0, list...)
	}
	t.holds(stream, 0, list)
	return nil
}

func replayLater(t *trial) error {
	var all []lifecycle.Event
	sizes := []int{2, 1, 3, 1}
	for i, n := range sizes {
		batch := eventsOf(fmt.Sprintf("b%d-", i), n)
		if err := t.append(stream, lifecycle.Version(len(all)), batch...); err != nil {
			return err
		}
		all = append(all, batch...)
	}
	from := 0
	for _, n := range sizes {
		t.repeat(lifecycle.Version(from), all[from:from+n]...)
		from += n
	}
	t.holds(stream, 0, all)
	return nil
}

func replayReopened(t *trial) error {
	a, b := eventsOf("a", 2), eventsOf("b", 3)
	if err := errors.Join(t.append(stream, 0, a...), t.append(stream, 2, b...), t.reopen()); err != nil {
		return err
	}
	t.repeat(0, a...)
	t.repeat(2, b...)
	t.holds(stream, 0, append(a, b...))
	return nil
}

func notTheSame(t *trial) error {
	list := eventsOf("e", 4)
	if err := errors.Join(t.append(stream, 0, list[:3]...), t.append(stream, 3, list[3])); err != nil {
		return err
	}
	t.refuse(lifecycle.ErrConflict, "of the first part of another", stream, 0, list[:2]...)
	t.refuse(lifecycle.ErrConflict, "of the last part of another", stream, 1, list[1:3]...)
	t.refuse(lifecycle.ErrConflict, "of two others together", stream, 0, list...)
	t.refuse(lifecycle.ErrConflict, "of another and more", stream, 0, append(eventsOf("e", 3), event("more"))...)
	t.refuse(lifecycle.ErrConflict, "in another order", stream, 0, list[1], list[0], list[2])
	t.refuse(lifecycle.ErrConflict, "with another last id", stream, 0, list[0], list[1], event("other"))
	t.refuse(lifecycle.ErrConflict, "of another one version later", stream, 1, list[:3]...)
	t.refuse(lifecycle.ErrConflict, "of the last one version earlier", stream, 2, list[3])
	t.holds(stream, 0, list)
	return nil
}

func lostAnswer(t *trial) error {
	list := eventsOf("e", 3)
	faulty := Faulty(t.log, Plan{Appends: []Fault{FailAfter, FailBefore}})
	if _, err := faulty.Append(t.ctx, stream, 0, list...); !errors.Is(err, ErrInjected) {
		return fmt.Errorf("the answer was not lost: %w", err)
	}
	t.repeat(0, list...)
	if _, err := faulty.Append(t.ctx, stream, 3, event("x")); !errors.Is(err, ErrInjected) {
		return fmt.Errorf("the call was not lost: %w", err)
	}
	if err := t.append(stream, 3, event("x")); err != nil {
		return err
	}
	t.holds(stream, 0, append(list, event("x")))
	return nil
}

func wrongAppends(t *trial) error {
	good := eventsOf("e", 2)
	if err := t.append(stream, 0, good...); err != nil {
		return err
	}
	t.refuse(lifecycle.ErrInvalid, "of nothing", stream, 2)
	t.refuse(lifecycle.ErrInvalid, "of nothing at another version", stream, 7)
	long := strings.Repeat("x", 129)
	for what, change := range map[string]func(*lifecycle.Event){
		"without an id":              func(e *lifecycle.Event) { e.ID = "" },
		"with a long id":             func(e *lifecycle.Event) { e.ID = long },
		"with an id that is no text": func(e *lifecycle.Event) { e.ID = "a\xffb" },
		"with NUL in the id":         func(e *lifecycle.Event) { e.ID = "a\x00b" },
		"without a type":             func(e *lifecycle.Event) { e.Type = "" },
		"with a newline in the type": func(e *lifecycle.Event) { e.Type = "a\nb" },
		"with a negative schema":     func(e *lifecycle.Event) { e.Schema = -1 },
		"after the year 9999":        func(e *lifecycle.Event) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"before the year 1":          func(e *lifecycle.Event) { e.At = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) },
		"with an empty meta key":     func(e *lifecycle.Event) { e.Meta = map[string]string{"": "x"} },
		"with NUL in meta":           func(e *lifecycle.Event) { e.Meta = map[string]string{"x": "\x00"} },
		"with too much meta":         func(e *lifecycle.Event) { e.Meta = map[string]string{"x": strings.Repeat("x", 65536)} },
	} {
		bad := event("bad")
		change(&bad)
		t.refuse(lifecycle.ErrInvalid, what, stream, 2, bad)
		t.refuse(lifecycle.ErrInvalid, what+" at another version", stream, 9, bad)
	}
	t.holds(stream, 0, good)
	return nil
}

func anyVersion(t *trial) error {
	list := eventsOf("e", 5)
	from := 0
	for _, n := range []int{1, 3, 1} {
		result, err := t.log.Append(t.ctx, stream, lifecycle.AnyVersion, list[from:from+n]...)
		from += n
		if err != nil || result != (lifecycle.AppendResult{Version: lifecycle.Version(from)}) {
			t.fault("append at any version returned %+v, %v, not version %d", result, err, from)
		}
	}
	t.holds(stream, 0, list)
	return t.append(stream, 5, event("last"))
}

func tenants(t *trial) error {
	streams := []lifecycle.StreamID{"acme/p", "zenith/p", "acme/p/p", "acme/zenith/p", "acm/ep"}
	for i, id := range streams {
		if err := t.append(id, 0, eventsOf(fmt.Sprintf("s%d-", i), i+1)...); err != nil {
			return err
		}
	}
	for i, id := range streams {
		t.holds(id, 0, eventsOf(fmt.Sprintf("s%d-", i), i+1))
	}
	for _, id := range []lifecycle.StreamID{"", "acme", "acme/", "/p", "/"} {
		t.refuse(lifecycle.ErrInvalid, fmt.Sprintf("to %q, which lacks a tenant or a project", id), id, 0, event("x"))
		if _, err := collect(t.log.Load(t.ctx, id, 0)); !errors.Is(err, lifecycle.ErrInvalid) {
			t.fault("load of %q, which lacks a tenant or a project, yielded the error %v, not one that is %q", id, err, lifecycle.ErrInvalid)
		}
	}
	return nil
}
