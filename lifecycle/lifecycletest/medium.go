package lifecycletest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
)

// synced counts how often data is forced to disk.
func synced(t *trial) error {
	const appends = 20
	if err := t.append(stream, 0, event("first")); err != nil { // what is made once
		return err
	}
	n, err := t.h.Syncs(t.ctx, func() error {
		for i := range lifecycle.Version(appends) {
			if err := t.append(stream, i+1, event(fmt.Sprintf("e%d", i))); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && n < appends {
		t.fault("data was forced to disk %d times in %d appends", n, appends)
	}
	return err
}

// torn damages the end of the journal.
func torn(t *trial) error {
	list := eventsOf("e", 30)
	for i := range list {
		list[i].Data = []byte(fmt.Sprintf(`{"place":%d,"filler":%q}`, i, fmt.Sprintf("%0200d", i*i)))
		if err := t.append(stream, lifecycle.Version(i), list[i]); err != nil {
			return err
		}
	}
	log, err := t.h.Torn(t.ctx, func(b []byte) []byte { return b })
	if err != nil {
		return fmt.Errorf("undamaged copy: %w", err)
	}
	t.holdsOn(log, stream, 0, list)
	r := rand.New(rand.NewPCG(t.seed, 7))
	for i := range 24 {
		what, damage := damageOf(r, i)
		if err := t.readTorn(list, damage); err != nil {
			t.fault("seed %d, journal with %s: %v", t.seed, what, err)
		}
	}
	return nil
}

// damageOf returns the i-th damage: a shorter journal, a flipped bit, or a part
// that was never written.
func damageOf(r *rand.Rand, i int) (string, func([]byte) []byte) {
	back := 1 + r.IntN(1<<(2+i/2)) // from 4 bytes to 8 KiB back, more and more
	bit := byte(1) << r.IntN(8)
	return fmt.Sprintf("damage %d, %d bytes before its end", i%3, back), func(b []byte) []byte {
		b = slices.Clone(b)
		at := max(0, len(b)-back)
		switch i % 3 {
		case 0:
			return b[:at]
		case 1:
			if at < len(b) {
				b[at] ^= bit
			}
		default:
			clear(b[at:])
		}
		return b
	}
}

// readTorn wants a log on a damaged copy to refuse or to hold the events as
// they were up to some version.
func (t *trial) readTorn(want []lifecycle.Event, damage func([]byte) []byte) error {
	log, err := t.h.Torn(t.ctx, damage)
	if err != nil {
		return nil // it refuses
	}
	got, err := collect(log.Load(t.ctx, stream, 0))
	if len(got) > len(want) {
		return fmt.Errorf("%d events, %d were stored", len(got), len(want))
	}
	for i, r := range got {
		if r.Version != lifecycle.Version(i)+1 {
			return fmt.Errorf("version %d in place %d", r.Version, i+1)
		}
		if diff := differ(r.Event, want[i]); diff != "" {
			return fmt.Errorf("event %d: %s", r.Version, diff)
		}
	}
	if err != nil {
		return nil // it says so
	}
	if _, err := log.Append(t.ctx, stream, lifecycle.Version(len(got)), event("next")); isDefinite(err) {
		return fmt.Errorf("append behind the %d events that are left: %w", len(got), err)
	}
	return nil
}

// fullDisk appends until there is no room, makes room and goes on.
func fullDisk(t *trial) error {
	if err := t.append(stream, 0, event("first")); err != nil {
		return err
	}
	list := []lifecycle.Event{event("first")}
	log, free, err := t.h.Full(t.ctx)
	if err != nil {
		return fmt.Errorf("full: %w", err)
	}
	next := func() lifecycle.Event {
		e := event(fmt.Sprintf("e%d", len(list)))
		e.Data = slices.Repeat([]byte("0123456789abcdef"), 50) // below any limit
		return e
	}
	for err == nil && len(list) < 20_000 {
		if _, err = log.Append(t.ctx, stream, lifecycle.Version(len(list)), next()); err == nil {
			list = append(list, next())
		}
	}
	if err == nil || isDefinite(err) {
		return errors.Join(free(), fmt.Errorf("without room append %d returned %v, not an error of the medium", len(list), err))
	}
	got, err := t.loadSoon(stream)
	if err != nil || len(got) < len(list) || len(got) > len(list)+1 {
		t.fault("without room the stream holds %d events, %v, %d were acknowledged", len(got), err, len(list))
	}
	if err := free(); err != nil {
		return fmt.Errorf("free: %w", err)
	}
	if _, err := t.insist(log, stream, lifecycle.Version(len(list)), next()); err != nil {
		return fmt.Errorf("append after there is room again: %w", err)
	}
	list = append(list, next())
	t.holds(stream, 0, list)
	t.holdsOn(log, stream, 0, list)
	return t.appendTo(log, stream, lifecycle.Version(len(list)), event("last"))
}

// cutOff breaks the connection under appends and repeats them.
func cutOff(t *trial) error {
	list := eventsOf("e", 2)
	if err := errors.Join(t.append(stream, 0, list[0]), t.append(stream, 1, list[1])); err != nil { // what is made once
		return err
	}
	for i, stored := range []bool{true, false, true, true, false} {
		at := lifecycle.Version(len(list))
		batch := eventsOf(fmt.Sprintf("cut%d-", i), 1+i%3)
		if err := t.h.Cut(t.ctx, stored); err != nil {
			return fmt.Errorf("cut: %w", err)
		}
		first, err := t.log.Append(t.ctx, stream, at, batch...)
		if isDefinite(err) {
			return fmt.Errorf("append that was cut off returned %w, as if nothing was stored", err)
		}
		got, loadErr := t.loadSoon(stream)
		if loadErr != nil {
			return fmt.Errorf("load after a cut: %w", loadErr)
		}
		if has := len(got) > len(list); has != stored && err != nil {
			return fmt.Errorf("the harness cut the connection so that stored is %v, not %v", has, stored)
		}
		again, retryErr := t.insist(t.log, stream, at, batch...)
		want := lifecycle.AppendResult{Version: at + lifecycle.Version(len(batch)), Duplicate: stored || err == nil}
		if retryErr != nil || again != want {
			t.fault("append that was cut off and returned %+v, %v, returned %+v, %v when repeated, not %+v", first, err, again, retryErr, want)
		}
		list = append(list, batch...)
	}
	t.holds(stream, 0, list)
	return nil
}

// skewedClocks lets writers whose clocks are hours apart take turns.
func skewedClocks(t *trial) error {
	writers := []lifecycle.Log{t.log}
	for _, by := range []time.Duration{time.Hour, -time.Hour, 3 * time.Hour} {
		log, err := t.h.Skewed(t.ctx, by)
		if err != nil {
			return fmt.Errorf("skewed: %w", err)
		}
		writers = append(writers, log)
	}
	list := eventsOf("e", 12)
	for i := range list {
		list[i].At = moment().Add(time.Duration(i*7%5-2) * time.Hour)
		if err := t.appendTo(writers[i*3%len(writers)], stream, lifecycle.Version(i), list[i]); err != nil {
			return err
		}
	}
	for _, log := range writers {
		t.holdsOn(log, stream, 0, list)
	}
	if t.feed == nil {
		return nil
	}
	got, err := t.drain("", whole)
	t.inOrder(got)
	if len(got) != len(list) {
		t.fault("the feed yields %d events, not %d", len(got), len(list))
	}
	return err
}
