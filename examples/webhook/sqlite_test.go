package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
	"github.com/milepost-go/milepost/lifecycle/sqlstore"
)

// host is the log, the places and the trays in one SQLite file.
type host struct {
	db     *sql.DB
	log    *sqlstore.Log
	places *sqlstore.Documents[comms.Place]
	trays  *sqlstore.Documents[comms.Tray]
}

// openHost opens the file, as a process does that begins.
func openHost(ctx context.Context, file string) (*host, error) {
	db, err := sql.Open("sqlite", "file:"+file+"?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
	if err != nil {
		return nil, err
	}
	options := sqlstore.Options{Dialect: sqlstore.SQLite}
	if err := sqlstore.Migrate(ctx, db, options); err != nil {
		return nil, err
	}
	h := &host{db: db}
	var faults [3]error
	h.log, faults[0] = sqlstore.New(db, options)
	h.places, faults[1] = sqlstore.NewDocuments(db, "place", sqlstore.Codec[comms.Place]{}, options)
	h.trays, faults[2] = sqlstore.NewDocuments(db, "tray", sqlstore.Codec[comms.Tray]{}, options)
	return h, errors.Join(faults[:]...)
}

// Over many restarts, with a feed that breaks, a server that fails in all
// manners and processes that end between sending and saving: every message
// arrives, for the first time in the order of its project, and the tray is
// empty in the end.
func TestRestartsOnSQLite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "host.db")
	rng := rand.New(rand.NewPCG(9, 1))
	sick := []http.HandlerFunc{status(429, ""), status(500, ""), raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), status(400, "invalid_blocks")}
	b := newBad(nil)
	defer b.end()
	post, err := b.sender(5 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	ill := &moody{to: post, before: func() {
		b.set(nil)
		if rng.IntN(3) == 0 {
			b.set(sick[rng.IntN(len(sick))])
		}
	}}
	at := map[lifecycle.StreamID]lifecycle.Version{}
	var due []string
	for range 12 { // processes
		h, err := openHost(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			id := lifecycle.StreamID(fmt.Sprintf("acme/deal-%d", rng.IntN(2)))
			event := lifecycle.Event{ID: fmt.Sprint("e", at[id]), Type: "crm.told", At: noon, Data: []byte("news")}
			if _, err := h.log.Append(t.Context(), id, at[id], event); err != nil {
				t.Fatal(err)
			}
			at[id]++
			due = append(due, comms.MessageID(id, at[id], comms.Member, "event/1"))
		}
		ctx, cancel := context.WithCancel(t.Context())
		left := rng.IntN(6)
		ill.after = func() { // the process ends after a message was sent
			if left--; left == 0 {
				cancel()
			}
		}
		delivery := h.delivery(ill)
		feed := once{lifecycletest.Faulty(h.log, lifecycletest.Plan{Reads: []lifecycletest.Fault{lifecycletest.NoFault, lifecycletest.Cut}}).(lifecycle.Feed)}
		if err := delivery.Run(ctx, feed); err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, lifecycletest.ErrInjected) {
			t.Fatal(err)
		}
		cancel()
		if err := h.db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	finish(t, file, ill, b, due)
}

// finish lets everything work, and wants what was due to have come.
func finish(t *testing.T, file string, ill *moody, b *bad, due []string) {
	t.Helper()
	h, err := openHost(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer h.db.Close()
	ill.before, ill.after = func() { b.set(nil) }, func() {}
	delivery := h.delivery(ill)
	_, replayed := delivery.Replay(t.Context())
	err = errors.Join(replayed, delivery.Run(t.Context(), once{h.log}))
	done, again := delivery.Replay(t.Context())
	tray, _, _ := h.trays.Load(t.Context(), "acme/chat") // none is an empty one
	if err := errors.Join(err, again); err != nil || len(done.Left) > 0 || len(tray.Letters) > 0 {
		t.Fatalf("%v, %d letters left", err, len(tray.Letters))
	}
	for _, id := range b.ids {
		if !slices.Contains(due, id) {
			t.Errorf("message %s was never due", id)
		}
	}
	for _, id := range due {
		if !slices.Contains(b.ids, id) {
			t.Errorf("message %s never came", id)
		}
	}
	if len(b.ids) < len(due) || len(due) != 36 {
		t.Errorf("%d came, %d were due", len(b.ids), len(due))
	}
	inOrder(t, b.ids)
}

// inOrder wants the first arrivals of each project to come in its order.
func inOrder(t *testing.T, ids []string) {
	t.Helper()
	for _, project := range []lifecycle.StreamID{"acme/deal-0", "acme/deal-1"} {
		last := -1
		for v := lifecycle.Version(1); v <= 36; v++ {
			at := slices.Index(ids, comms.MessageID(project, v, comms.Member, "event/1"))
			if at >= 0 && at < last {
				t.Errorf("%s version %d came too early", project, v)
			}
			last = max(last, at)
		}
	}
}

func (h *host) delivery(to comms.Notifier) comms.Delivery {
	return comms.Delivery{
		Receiver: "acme/chat", To: to, Messages: messages, Places: h.places, Trays: h.trays, Hold: true, Tries: 2,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

// moody changes the mood of the server before each message.
type moody struct {
	to            comms.Notifier
	before, after func()
}

func (m *moody) Notify(ctx context.Context, msg comms.Message) error {
	m.before()
	err := m.to.Notify(ctx, msg)
	m.after()
	return err
}
