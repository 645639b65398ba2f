package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/milepost-go/milepost/lifecycle/comms"
)

// Bounds of a sender.
const (
	defaultTimeout = 10 * time.Second
	mostAnswer     = 64 << 10 // bytes read of an answer
	mostBody       = 1 << 20  // bytes of a message
	mostRedirects  = 3
)

// errConfig says that a sender cannot be made so. It never shows the address.
var errConfig = errors.New("webhook: bad configuration")

// config says where messages go.
type config struct {
	Address string           // of the webhook, https; a secret
	Token   string           // for Authorization: Bearer; "" sends none; a secret
	Roots   *x509.CertPool   // who may sign the receiver's certificate; nil: whom the system trusts
	Timeout time.Duration    // for the whole of a try; 0 means 10 seconds
	Now     func() time.Time // for dates in Retry-After; nil leaves them out
}

// sender posts messages to a webhook. It is a comms.Notifier, safe for
// concurrent use.
type sender struct {
	address *url.URL
	token   string
	timeout time.Duration
	now     func() time.Time
	client  *http.Client
}

// newSender checks the configuration and returns a sender.
func newSender(c config) (*sender, error) {
	address, err := url.Parse(c.Address)
	if err != nil || address.Scheme != "https" || address.Host == "" || address.User != nil {
		return nil, fmt.Errorf("%w: the address is not https://host/path", errConfig) // err holds the address
	}
	if strings.ContainsFunc(c.Token, func(r rune) bool { return r <= ' ' || r > '~' }) || c.Timeout < 0 {
		return nil, fmt.Errorf("%w: a token with other than printable ASCII, or a time-out below 0", errConfig)
	}
	s := &sender{address: address, token: c.Token, timeout: c.Timeout, now: c.Now}
	if s.timeout == 0 {
		s.timeout = defaultTimeout
	}
	s.client = &http.Client{CheckRedirect: s.redirect, Transport: &http.Transport{
		Proxy:               nil, // the environment does not decide who sees the messages
		DialContext:         (&net.Dialer{Timeout: s.timeout}).DialContext,
		TLSClientConfig:     &tls.Config{RootCAs: c.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout: s.timeout, ResponseHeaderTimeout: s.timeout,
		MaxResponseHeaderBytes: mostAnswer, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}}
	return s, nil
}

// Notify implements comms.Notifier: one POST with the id of the message as
// Idempotency-Key.
func (s *sender) Notify(ctx context.Context, m comms.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(m.Body) > mostBody {
		return &fault{"a message of more than 1 MiB", comms.ErrPermanent}
	}
	try, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	answer, err := s.post(try, m)
	if err != nil {
		return s.failed(ctx, try, err)
	}
	defer answer.Body.Close()
	return s.judge(ctx, try, answer)
}

func (s *sender) post(ctx context.Context, m comms.Message) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address.String(), bytes.NewReader(m.Body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("Idempotency-Key", m.ID)
	request.Header.Set("User-Agent", "milepost-example")
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	return s.client.Do(request)
}

var errRedirect = errors.New("redirect")

// redirect follows to the same host alone, and only where the message goes
// along: other redirects turn a POST into a GET.
func (s *sender) redirect(next *http.Request, before []*http.Request) error {
	same := next.URL.Scheme == "https" && strings.EqualFold(next.URL.Host, s.address.Host)
	if !same || next.Method != http.MethodPost || len(before) > mostRedirects {
		return errRedirect
	}
	return nil
}

// fault is what went wrong, in words that hold nothing of the address, the
// token, or the texts of other errors, which do.
type fault struct {
	text string
	kind error
}

func (f *fault) Error() string { return "webhook: " + f.text }
func (f *fault) Unwrap() error { return f.kind }

// failed says what went wrong where no answer came.
func (s *sender) failed(ctx, try context.Context, err error) error {
	var certificate *tls.CertificateVerificationError
	var network *net.OpError
	var timeout net.Error
	switch {
	case ctx.Err() != nil:
		return &fault{"the call was ended", ctx.Err()}
	case errors.Is(err, errRedirect):
		return &fault{"redirected to where the message does not go", comms.ErrPermanent}
	case errors.As(err, &certificate):
		return &fault{"the certificate of the receiver is not valid", comms.ErrTemporary}
	case try.Err() != nil, errors.As(err, &timeout) && timeout.Timeout():
		return &fault{"no answer in time", comms.ErrTemporary}
	case errors.As(err, &network) && network.Op == "dial":
		return &fault{"no connection", comms.ErrTemporary}
	}
	return &fault{"the connection broke", comms.ErrTemporary}
}

// judge says what an answer means. An answer that is cut is no answer: the
// message goes again, with the same id.
func (s *sender) judge(ctx, try context.Context, answer *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer))
	if err != nil && answer.StatusCode < 300 {
		return s.failed(ctx, try, err)
	}
	code := answer.StatusCode
	said := fmt.Sprintf("status %d%s", code, s.word(body))
	switch {
	case code >= 200 && code < 300:
		return nil
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests, code >= 500:
		return &comms.Later{After: s.after(answer.Header.Get("Retry-After")), Err: &fault{said, comms.ErrTemporary}}
	}
	return &fault{said, comms.ErrPermanent}
}

var errorWord = regexp.MustCompile(`^[a-z][a-z_]{1,40}$`)

// word returns the word that Slack answers with, such as invalid_blocks. Any
// other text is left out, and so is one that stands in a secret.
func (s *sender) word(body []byte) string {
	word := strings.TrimSpace(string(body))
	if !errorWord.MatchString(word) || strings.Contains(s.address.String(), word) || strings.Contains(s.token, word) {
		return ""
	}
	return ", " + word
}

// mostAfter is the longest wait that a sender passes on; the delivery has a
// bound of its own.
const mostAfter = 24 * time.Hour

// after reads Retry-After: seconds, or a date. What it cannot read is 0.
func (s *sender) after(text string) time.Duration {
	text = strings.TrimSpace(text)
	if at, err := http.ParseTime(text); err == nil && s.now != nil {
		return min(max(at.Sub(s.now()), 0), mostAfter)
	}
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return 0
	}
	seconds, most := 0, int(mostAfter/time.Second)
	for _, digit := range text {
		seconds = min(10*seconds+int(digit-'0'), most)
	}
	return time.Duration(seconds) * time.Second
}
