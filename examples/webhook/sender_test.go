package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/comms"
	"github.com/milepost-go/milepost/lifecycle/lifecycletest"
)

func Example() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// The chat is busy, then refuses one message:
	//   the chat answers message c427469f, try 1: 429 rate_limited
	//   wait 30s
	//   the chat answers message c427469f, try 2: 400 invalid_blocks
	//   the chat answers message e161facf, try 1: 200 ok
	// 2 letters in the tray
	//   acme/deal-7 version 1: refused after 2 tries "webhook: status 400, invalid_blocks"
	//   acme/deal-7 version 2: held after 0 tries ""
	// The chat is mended, and the letters are sent again:
	//   the chat answers message c427469f, try 3: 200 ok
	//   the chat answers message 724f100e, try 1: 200 ok
	// 2 sent, 0 left
	// 0 letters in the tray
}

const (
	hookPath  = "/hooks/T1/very-secret-path"
	hookToken = "xoxb-very-secret-token"
)

// bad is a server over TLS that answers as a test says, and keeps what came.
type bad struct {
	*httptest.Server
	mu     sync.Mutex
	answer http.HandlerFunc
	ids    []string
	bodies map[string][]byte
	heads  []http.Header
	quit   chan struct{} // closed at the end, so that nothing hangs
}

func newBad(answer http.HandlerFunc) *bad {
	b := &bad{answer: answer, bodies: map[string][]byte{}, quit: make(chan struct{})}
	b.Server = httptest.NewUnstartedServer(b)
	b.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that are meant to fail
	b.StartTLS()
	return b
}

func (b *bad) end() {
	close(b.quit)
	b.CloseClientConnections()
	b.Close()
}

func (b *bad) set(answer http.HandlerFunc) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = answer
}

// ServeHTTP implements http.Handler. What is answered with 200 has arrived.
func (b *bad) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // what breaks off is answered like the rest
	b.mu.Lock()
	answer := b.answer
	b.heads = append(b.heads, r.Header.Clone())
	if answer == nil {
		id := r.Header.Get("Idempotency-Key")
		b.ids = append(b.ids, id)
		b.bodies[id] = body
	}
	b.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	fmt.Fprint(w, "ok")
}

func (b *bad) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.heads)
}

// sender returns a sender to the server that trusts it.
func (b *bad) sender(timeout time.Duration) (*sender, error) {
	roots := x509.NewCertPool()
	roots.AddCert(b.Certificate())
	return newSender(config{Address: b.URL + hookPath, Token: hookToken, Roots: roots, Timeout: timeout, Now: func() time.Time { return noon }})
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func note(n int) comms.Message {
	m := comms.Message{Stream: "acme/deal-7", Version: lifecycle.Version(n), Audience: comms.Member, Kind: "note", Body: []byte(`{"text":"hello"}`)}
	m.ID = comms.MessageID(m.Stream, m.Version, m.Audience, m.Kind)
	return m
}

// The kit of notifiers, with a receiver that can be refusing, down and hanging.
func TestNotifier(t *testing.T) {
	lifecycletest.TestNotifier(t, func(context.Context) (*lifecycletest.NotifierHarness, error) {
		b := newBad(nil)
		s, err := b.sender(5 * time.Second)
		set := func(answer http.HandlerFunc) func() error {
			return func() error { b.set(answer); return nil }
		}
		return &lifecycletest.NotifierHarness{
			Notifier: s,
			Received: func() ([]string, error) {
				b.mu.Lock()
				defer b.mu.Unlock()
				return append([]string(nil), b.ids...), nil
			},
			Body:   func(id string) ([]byte, error) { b.mu.Lock(); defer b.mu.Unlock(); return b.bodies[id], nil },
			Refuse: set(status(http.StatusGone, "channel_is_archived")), Down: set(status(http.StatusBadGateway, "")),
			Hang: set(func(_ http.ResponseWriter, r *http.Request) { b.hang(r) }), Up: set(nil),
			Secrets: []string{"very-secret", hookToken, hookPath},
			Close:   func() error { b.end(); return nil },
		}, err
	})
}

// hang never answers, not even when the client has gone: an answer then could
// still overtake the end of the connection.
func (b *bad) hang(r *http.Request) {
	select {
	case <-b.quit:
	case <-r.Context().Done():
	}
	panic(http.ErrAbortHandler)
}

func status(code int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(code)
		fmt.Fprint(w, text)
	}
}

// after answers with a status and Retry-After.
func after(code int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", text)
		w.WriteHeader(code)
	}
}

// raw answers with these bytes and ends the connection.
func raw(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, text) // the other side may be gone
	}
}

// Every way in which a server goes wrong: what kind of error it is, how long to
// wait, and what the error says; no secret ever.
func TestEveryFailure(t *testing.T) {
	const none = time.Duration(0)
	for _, c := range []struct {
		name   string
		answer http.HandlerFunc
		kind   error // nil: taken
		wait   time.Duration
		says   string
	}{
		{"200", status(200, "ok"), nil, none, ""},
		{"202 without a body", status(202, ""), nil, none, ""},
		{"204", status(204, ""), nil, none, ""},
		{"HTTP/1.0 that ends with the connection", raw("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nok"), nil, none, ""},
		{"huge body", func(w http.ResponseWriter, r *http.Request) {
			for w.Header().Set("X", ""); r.Context().Err() == nil; {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		}, nil, none, ""},
		{"429 with seconds", after(429, "7"), comms.ErrTemporary, 7 * time.Second, "status 429"},
		{"429 with a date", after(429, "Mon, 02 Mar 2026 12:01:30 GMT"), comms.ErrTemporary, 90 * time.Second, "status 429"},
		{"429 with a date in the past", after(429, "Mon, 02 Mar 2026 11:00:00 GMT"), comms.ErrTemporary, none, "status 429"},
		{"429 with a date far away", after(429, "Fri, 02 Mar 2029 11:00:00 GMT"), comms.ErrTemporary, 24 * time.Hour, "status 429"},
		{"429 with a number far away", after(429, strings.Repeat("9", 400)), comms.ErrTemporary, 24 * time.Hour, "status 429"},
		{"429 with nonsense", after(429, "-5 soon"), comms.ErrTemporary, none, "status 429"},
		{"429 bare", status(429, "rate_limited"), comms.ErrTemporary, none, "status 429, rate_limited"},
		{"500", status(500, "rollup_error"), comms.ErrTemporary, none, "status 500, rollup_error"},
		{"503 with seconds", after(503, " 120 "), comms.ErrTemporary, 2 * time.Minute, "status 503"},
		{"504", status(504, "<html>"), comms.ErrTemporary, none, "status 504"},
		{"408", status(408, ""), comms.ErrTemporary, none, "status 408"},
		{"400", status(400, "invalid_blocks\n"), comms.ErrPermanent, none, "status 400, invalid_blocks"},
		{"401", status(401, "Bearer "+hookToken+" is not known"), comms.ErrPermanent, none, "status 401"},
		{"403 that repeats a part of the address", status(403, "hooks"), comms.ErrPermanent, none, "status 403"},
		{"404", status(404, ""), comms.ErrPermanent, none, "status 404"},
		{"410 in a huge body", status(410, strings.Repeat("x", 1<<20)), comms.ErrPermanent, none, "status 410"},
		{"cut in the head", raw("HTTP/1.1 200 OK\r\nContent-Le"), comms.ErrTemporary, none, "the connection broke"},
		{"cut in the body", raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok"), comms.ErrTemporary, none, "the connection broke"},
		{"cut before anything", raw(""), comms.ErrTemporary, none, "the connection broke"},
		{"no HTTP", raw("SSH-2.0-OpenSSH\r\n"), comms.ErrTemporary, none, "the connection broke"},
		{"huge head", raw("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20) + "\r\n\r\n"), comms.ErrTemporary, none, "the connection broke"},
		{"slow head", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done(); panic(http.ErrAbortHandler) }, comms.ErrTemporary, none, "no answer in time"},
		{"slow body", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(200)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			panic(http.ErrAbortHandler)
		}, comms.ErrTemporary, none, "no answer in time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBad(c.answer)
			defer b.end()
			s, err := b.sender(300 * time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			err = s.Notify(t.Context(), note(1))
			if !errors.Is(err, c.kind) || (err == nil) != (c.kind == nil) {
				t.Fatalf("got %v", err)
			}
			if err == nil {
				return
			}
			safe(t, err)
			var later *comms.Later
			if errors.As(err, &later); later != nil && later.After != c.wait || later == nil && c.wait != none {
				t.Errorf("wait %+v, not %v", later, c.wait)
			}
			if text := strings.TrimPrefix(err.Error(), "webhook: "); text != c.says && !strings.HasPrefix(text, c.says+", again after") {
				t.Errorf("it says %q, not %q", text, c.says)
			}
		})
	}
}

// safe wants an error, and all it unwraps to, to tell nothing of the address or
// the token.
func safe(t *testing.T, err error) {
	t.Helper()
	text := fmt.Sprintf("%v %+v %#v %q", err, err, err, err)
	for _, part := range []string{"very-secret", "hooks", "xoxb", "127.0.0.1", "https://"} {
		if strings.Contains(text, part) {
			t.Errorf("%q tells %q", text, part)
		}
	}
	var list []error
	switch e := err.(type) {
	case interface{ Unwrap() []error }:
		list = e.Unwrap()
	case interface{ Unwrap() error }:
		list = []error{e.Unwrap()}
	}
	for _, e := range list {
		if e != nil {
			safe(t, e)
		}
	}
}

func TestConnectionRefused(t *testing.T) {
	b := newBad(nil)
	s, err := b.sender(time.Second)
	if err != nil {
		t.Fatal(err)
	}
	b.end()
	err = s.Notify(t.Context(), note(1))
	if !errors.Is(err, comms.ErrTemporary) || err.Error() != "webhook: no connection" {
		t.Error(err)
	}
	safe(t, err)
}

// A server with a certificate that nobody vouches for gets nothing.
func TestWrongCertificate(t *testing.T) {
	b := newBad(nil)
	defer b.end()
	roots := x509.NewCertPool()
	roots.AddCert(b.Certificate())
	for name, c := range map[string]config{
		"unknown":    {Address: b.URL + hookPath, Token: hookToken},
		"other name": {Address: strings.Replace(b.URL, "127.0.0.1", "localhost", 1) + hookPath, Token: hookToken, Roots: roots},
	} {
		s, err := newSender(c)
		if err != nil {
			t.Fatal(err)
		}
		err = s.Notify(t.Context(), note(1))
		if !errors.Is(err, comms.ErrTemporary) || !strings.Contains(err.Error(), "certificate") || b.count() != 0 {
			t.Errorf("%s: %v, %d requests", name, err, b.count())
		}
		safe(t, err)
	}
}

// A server without TLS, and one that never shakes hands.
func TestNoTLS(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(status(200, "ok")))
	defer plain.Close()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for _, host := range []string{strings.TrimPrefix(plain.URL, "http://"), silent.Addr().String()} {
		s, err := newSender(config{Address: "https://" + host + hookPath, Timeout: 300 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		err = s.Notify(t.Context(), note(1))
		if !errors.Is(err, comms.ErrTemporary) {
			t.Error(err)
		}
		safe(t, err)
	}
}

// Redirects: another host never hears of the message or the token; on the same
// host it goes along with 307 and 308, three times at most.
func TestRedirects(t *testing.T) {
	other := newBad(nil)
	defer other.end()
	for _, code := range []int{301, 302, 303, 307, 308} {
		for name, target := range map[string]string{"other": other.URL + "/take", "plain": "http://127.0.0.1/take", "same": "/take", "loop": hookPath} {
			b := newBad(nil)
			b.answer = func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/take" {
					fmt.Fprint(w, "ok")
					return
				}
				http.Redirect(w, r, target, code)
			}
			s, err := b.sender(5 * time.Second)
			if err != nil {
				t.Fatal(err)
			}
			s.client.Transport.(*http.Transport).TLSClientConfig.RootCAs.AddCert(other.Certificate())
			err = s.Notify(t.Context(), note(1))
			if taken := name == "same" && code > 303; taken != (err == nil) || err != nil && !errors.Is(err, comms.ErrPermanent) {
				t.Errorf("%d to %s: %v", code, name, err)
			}
			if err != nil {
				safe(t, err)
			}
			if b.count() > 1+mostRedirects {
				t.Errorf("%d to %s: %d requests", code, name, b.count())
			}
			b.end()
		}
	}
	if other.count() != 0 {
		t.Error("another host was told")
	}
}

// The same over HTTP/2: taken, put off, and broken off.
func TestHTTP2(t *testing.T) {
	b := &bad{bodies: map[string][]byte{}, quit: make(chan struct{})}
	b.Server = httptest.NewUnstartedServer(b)
	b.EnableHTTP2, b.Config.ErrorLog = true, log.New(io.Discard, "", 0)
	b.StartTLS()
	defer b.end()
	s, err := b.sender(5 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	var version atomic.Value
	for _, c := range []struct {
		answer http.HandlerFunc
		kind   error
	}{
		{nil, nil},
		{func(w http.ResponseWriter, r *http.Request) { version.Store(r.Proto); after(429, "7")(w, r) }, comms.ErrTemporary},
		{func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, comms.ErrTemporary},
		{status(404, ""), comms.ErrPermanent},
	} {
		b.set(c.answer)
		err := s.Notify(t.Context(), note(1))
		if !errors.Is(err, c.kind) || (err == nil) != (c.kind == nil) {
			t.Errorf("got %v, not %v", err, c.kind)
		}
		if err != nil {
			safe(t, err)
		}
	}
	if version.Load() != "HTTP/2.0" {
		t.Errorf("it was %v", version.Load())
	}
}

func TestHeaders(t *testing.T) {
	b := newBad(nil)
	defer b.end()
	s, err := b.sender(0)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Notify(t.Context(), note(1)); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range b.heads {
		if h.Get("Idempotency-Key") != note(1).ID || h.Get("Content-Type") != "application/json; charset=utf-8" || h.Get("Authorization") != "Bearer "+hookToken {
			t.Errorf("%v", h)
		}
	}
	large := note(2)
	large.Body = make([]byte, mostBody+1)
	if err := s.Notify(t.Context(), large); !errors.Is(err, comms.ErrPermanent) || b.count() != 2 {
		t.Error(err)
	}
}

func TestBadConfiguration(t *testing.T) {
	for _, c := range []config{
		{}, {Address: "http://chat.example/very-secret"}, {Address: "https://"}, {Address: "https://user:very-secret@chat.example/"},
		{Address: "https://chat.example/very-secret\x7f"}, {Address: "https://chat.example/very-secret%zz"},
		{Address: "https://chat.example/", Token: "very-secret\r\nX: 1"}, {Address: "https://chat.example/", Timeout: -1},
	} {
		_, err := newSender(c)
		if !errors.Is(err, errConfig) || strings.Contains(err.Error(), "very-secret") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// What run prints is the same every time.
func TestSameOutput(t *testing.T) {
	var first, second bytes.Buffer
	if err := errors.Join(run(t.Context(), &first), run(t.Context(), &second)); err != nil || first.String() != second.String() || first.Len() == 0 {
		t.Errorf("%v\n%s\n%s", err, &first, &second)
	}
}
