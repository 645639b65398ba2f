package lifecycletest

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/milepost-go/milepost/lifecycle"
)

// call is one call of a client to a stream, with the time it took as places in
// one count of beginnings and ends.
type call struct {
	began, ended int64
	version      lifecycle.Version // of the stream after the append, as loaded, or as a conflict named it
	wrote        bool
	ids          []string // that it wrote or loaded; nil for a conflict
}

// place returns where the call must be in one order of all calls: the append
// that made version v is at 2v-1, and what saw version v is at 2v. For a stream
// that only grows this is the whole of the choice there is, since each version
// was made by one append.
func (c call) place() uint64 {
	if c.wrote {
		return 2*uint64(c.version) - 1
	}
	return 2 * uint64(c.version)
}

// oneOrder lets several clients append to and load one stream and checks that
// their calls can be put into one order that explains every answer and keeps
// those calls in order of which one ended before the other began.
func oneOrder(t *trial) error {
	var count atomic.Int64
	calls := make([][]call, 4)
	together(len(calls), func(i int) {
		at := lifecycle.Version(0)
		for n := range 25 {
			began := count.Add(1)
			c, err := t.callOf(i, n, at)
			c.began, c.ended = began, count.Add(1)
			if err != nil {
				t.fault("client %d: %v", i, err)
				return
			}
			at = c.version
			calls[i] = append(calls[i], c)
		}
	})
	final, err := collect(t.log.Load(t.ctx, stream, 0))
	if err != nil {
		return err
	}
	ids := make([]string, len(final))
	for i, r := range final {
		ids[i] = r.ID
	}
	if text := orderFault(slices.Concat(calls...), ids); text != "" {
		t.fault("%s", text)
	}
	return nil
}

// callOf makes the n-th call of a client: two appends, then a load.
func (t *trial) callOf(client, n int, at lifecycle.Version) (call, error) {
	if n%3 == 2 {
		got, err := collect(t.log.Load(t.ctx, stream, 0))
		c := call{version: lifecycle.Version(len(got)), ids: []string{}}
		for _, r := range got {
			c.ids = append(c.ids, r.ID)
		}
		return c, err
	}
	id := fmt.Sprintf("c%d-%d", client, n)
	result, err := t.log.Append(t.ctx, stream, at, event(id))
	var conflict *lifecycle.ConflictError
	if errors.As(err, &conflict) {
		return call{version: conflict.Actual}, nil
	}
	return call{version: result.Version, wrote: err == nil, ids: []string{id}}, err
}

// orderFault says why no one order explains the calls, or "".
func orderFault(calls []call, final []string) string {
	for _, c := range calls {
		switch v := int(c.version); {
		case v > len(final):
			return fmt.Sprintf("a call saw version %d of a stream that has %d events in the end", v, len(final))
		case c.wrote && !slices.Equal(c.ids, final[v-1:v]):
			return fmt.Sprintf("version %d, which was acknowledged for %q, is %q in the end", v, c.ids, final[v-1])
		case !c.wrote && c.ids != nil && !slices.Equal(c.ids, final[:v]):
			return fmt.Sprintf("a load of %d events saw other events than those that are there in the end", v)
		}
	}
	for _, a := range calls {
		for _, b := range calls {
			if a.ended < b.began && a.place() > b.place() {
				return fmt.Sprintf("a call that began after one about version %d had ended saw version %d (wrote: %v, %v)", a.version, b.version, a.wrote, b.wrote)
			}
		}
	}
	return ""
}
