package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/lifecycle/store"
	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run tells a chat of three events, twice, and prints what happened.
func run(ctx context.Context, w io.Writer) error {
	w = &lockedWriter{w: w} // the server prints too
	chat := &chat{out: w, tries: map[string]int{}}
	server := httptest.NewTLSServer(chat)
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	post, err := newSender(config{Address: server.URL + "/hooks/T1/very-secret", Token: "xoxb-secret", Roots: roots})
	if err != nil {
		return err
	}
	log, err := history(ctx)
	if err != nil {
		return err
	}
	trays := new(store.Memory[comms.Tray])
	delivery := comms.Delivery{
		Receiver: "acme/chat", To: post, Messages: messages, Hold: true,
		Places: new(store.Memory[comms.Place]), Trays: trays,
		Sleep: func(_ context.Context, d time.Duration) error { // a host waits here
			fmt.Fprintln(w, "  wait", d)
			return nil
		},
	}
	fmt.Fprintln(w, "The chat is busy, then refuses one message:")
	if err := delivery.Run(ctx, once{log}); err != nil {
		return err
	}
	if err := printTray(ctx, w, trays); err != nil {
		return err
	}
	chat.mend()
	fmt.Fprintln(w, "The chat is mended, and the letters are sent again:")
	done, err := delivery.Replay(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d sent, %d left\n", len(done.Sent), len(done.Left))
	return printTray(ctx, w, trays)
}

// lockedWriter may be written to from several goroutines.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// once is a feed that is read to its end and not waited for.
type once struct{ lifecycle.Feed }

// history returns a log with two projects.
func history(ctx context.Context) (*lifecycle.MemLog, error) {
	log := new(lifecycle.MemLog)
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for i, e := range []struct {
		project lifecycle.StreamID
		expect  lifecycle.Version
		text    string
	}{
		{"acme/deal-7", 0, "Planning has begun."},
		{"acme/deal-8", 0, "The offer was accepted. <!channel>"},
		{"acme/deal-7", 1, "The plan is approved."},
	} {
		event := lifecycle.Event{ID: fmt.Sprint(i), Type: "crm.told", At: at.AddDate(0, 0, i), Data: []byte(e.text)}
		if _, err := log.Append(ctx, e.project, e.expect, event); err != nil {
			return nil, err
		}
	}
	return log, nil
}

// messages returns the messages of an event: what it says, as Slack takes it.
// A host reads its documents here and makes a report of them.
func messages(r lifecycle.Recorded) []comms.Message {
	doc := &report.Document{Title: r.Stream.Project(), Blocks: []report.Block{
		report.Callout{Severity: finding.Info, Runs: []report.Run{report.T(string(r.Data))}},
	}}
	pages, err := card.Slack(doc, card.Options{})
	if err != nil {
		return nil // cannot be: there is a document and no link
	}
	var list []comms.Message
	for _, p := range pages {
		list = append(list, comms.Message{Audience: comms.Member, Kind: comms.MessageKind(fmt.Sprint("event/", p.Page)), Body: p.Body})
	}
	return list
}

func printTray(ctx context.Context, w io.Writer, trays store.Store[comms.Tray]) error {
	tray, _, err := trays.Load(ctx, "acme/chat")
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	fmt.Fprintf(w, "%d letters in the tray\n", len(tray.Letters))
	for _, l := range tray.Letters {
		fmt.Fprintf(w, "  %s version %d: %s after %d tries %q\n", l.Message.Stream, l.Message.Version, l.Why, l.Tries, l.Fault)
	}
	return err
}

// chat is a server in the way of Slack's webhooks: the first call finds it
// busy, and until it is mended it refuses what it is told of deal-7.
type chat struct {
	mu     sync.Mutex
	out    io.Writer
	mended bool
	calls  int
	tries  map[string]int
}

func (c *chat) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mended = true
}

// ServeHTTP implements http.Handler.
func (c *chat) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	key := r.Header.Get("Idempotency-Key")
	c.calls++
	c.tries[key]++
	status, answer := http.StatusOK, "ok"
	switch {
	case c.calls == 1:
		w.Header().Set("Retry-After", "30")
		status, answer = http.StatusTooManyRequests, "rate_limited"
	case !c.mended && strings.Contains(string(body), "deal-7"):
		status, answer = http.StatusBadRequest, "invalid_blocks"
	}
	fmt.Fprintf(c.out, "  the chat answers message %.8s, try %d: %d %s\n", key, c.tries[key], status, answer)
	w.WriteHeader(status)
	fmt.Fprint(w, answer)
}
