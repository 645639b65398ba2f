package lifecycle

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
)

// What stands in place of a sealed text that cannot be read. No command may
// say either.
const (
	Erased = string(CodeTextErased) // its key was erased: it is gone for good
	Sealed = string(CodeTextSealed) // it was read without a [Vault], as by [ReadEntry]
)

// sealedMark begins a sealed text on its way from the log to where it is
// opened. No command may say it.
const sealedMark = "\x00sealed:"

const (
	keySize  = 32
	saltSize = 16
)

// sealedText is a personal text under the key of its subject.
type sealedText struct {
	At         string    `json:"at"` // its place in the entry
	Subject    SubjectID `json:"subject"`
	Commitment Digest    `json:"commitment"`      // of the text with its salt
	Text       []byte    `json:"text"`            // the nonce, then salt and text enciphered
	Event      string    `json:"event,omitempty"` // the id of its event; only on its way
}

// commitment returns the digest that stays in the history. Without the salt,
// which is gone with the key, it says nothing about the text.
func commitment(salt []byte, text string) Digest {
	c := newCanon("milepost.text.1")
	c.bytes(salt)
	c.text(text)
	return c.digest()
}

// place returns what the ciphertext is bound to, so that it reads nowhere else.
func (s *sealedText) place(id StreamID) []byte {
	c := newCanon("milepost.sealed.1")
	for _, part := range [...]string{string(id), s.Event, s.At, string(s.Subject), string(s.Commitment)} {
		c.text(part)
	}
	return c.buf
}

func sealer(key []byte) (cipher.AEAD, error) {
	if len(key) != keySize {
		return nil, fmt.Errorf("lifecycle: vault: a key of %d bytes, want %d", len(key), keySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// seal enciphers the text.
func (s *sealedText) seal(id StreamID, text string, key []byte, random io.Reader) error {
	aead, err := sealer(key)
	if err != nil {
		return err
	}
	fresh := make([]byte, saltSize+aead.NonceSize())
	if _, err := io.ReadFull(random, fresh); err != nil {
		return fmt.Errorf("lifecycle: random bytes: %w", err)
	}
	salt, nonce := fresh[:saltSize], fresh[saltSize:]
	s.Commitment = commitment(salt, text)
	s.Text = aead.Seal(nonce[:len(nonce):len(nonce)], nonce, append(salt[:saltSize:saltSize], text...), s.place(id))
	return nil
}

// open returns the text. It reports false when the key is not the one it was
// sealed with, or something is not as it was.
func (s *sealedText) open(id StreamID, key []byte) (string, bool) {
	aead, err := sealer(key)
	if err != nil {
		return "", false
	}
	return s.openBy(id, aead)
}

// openBy is open with what was made of the key.
func (s *sealedText) openBy(id StreamID, aead cipher.AEAD) (string, bool) {
	if len(s.Text) < aead.NonceSize() {
		return "", false
	}
	plain, err := aead.Open(nil, s.Text[:aead.NonceSize()], s.Text[aead.NonceSize():], s.place(id))
	if err != nil || len(plain) < saltSize {
		return "", false
	}
	salt, text := plain[:saltSize], string(plain[saltSize:])
	want := commitment(salt, text)
	return text, subtle.ConstantTimeCompare([]byte(want), []byte(s.Commitment)) == 1
}

// token returns the sealed text as it stands in place of the text on its way.
func (s *sealedText) token() string {
	data, _ := json.Marshal(s) // texts and bytes only
	return sealedMark + string(data)
}

// untoken is the inverse of token.
func untoken(text string) (sealedText, bool) {
	var s sealedText
	data, ok := strings.CutPrefix(text, sealedMark)
	return s, ok && json.Unmarshal([]byte(data), &s) == nil
}

// sealTexts puts sealed texts in place of the personal ones, as event number of
// its command.
func (e *Engine) sealTexts(ctx context.Context, id StreamID, entry *Entry, number int, subject SubjectID) error {
	if e.config.Vault == nil {
		return nil
	}
	var key []byte
	var err error
	entry.personal(func(at, text string) string {
		if err == nil && key == nil {
			key, err = e.key(ctx, id.Tenant(), subject)
		}
		s := sealedText{At: at, Subject: subject, Event: entry.eventID(number)}
		if err == nil {
			err = s.seal(id, text, key, e.random)
		}
		entry.sealed = true
		return s.token()
	})
	return err
}

// key returns the key of the subject, and makes one where there is none.
func (e *Engine) key(ctx context.Context, tenant string, subject SubjectID) ([]byte, error) {
	key, err := e.config.Vault.Key(ctx, tenant, subject)
	if !errors.Is(err, ErrNoKey) {
		return key, ofVault(err)
	}
	fresh := make([]byte, keySize)
	if _, err := io.ReadFull(e.random, fresh); err != nil {
		return nil, fmt.Errorf("lifecycle: random bytes: %w", err)
	}
	key, err = e.config.Vault.Keep(ctx, tenant, subject, fresh)
	return key, ofVault(err)
}

func ofVault(err error) error {
	if err != nil {
		return fmt.Errorf("lifecycle: vault: %w", err)
	}
	return nil
}

// opener opens what was read in one call, asking for each key once.
type opener struct {
	ctx   context.Context
	id    StreamID
	vault Vault
	keys  map[SubjectID]cipher.AEAD // nil where there is no key, or none that can be
	err   error                     // of the vault
}

func (e *Engine) opener(ctx context.Context, id StreamID) *opener {
	return &opener{ctx: ctx, id: id, vault: e.config.Vault, keys: map[SubjectID]cipher.AEAD{}}
}

// text returns the text that is sealed, [Erased] or [Sealed] where it cannot
// be read, and any other text as it is.
func (o *opener) text(text string) string {
	s, ok := untoken(text)
	switch {
	case !ok && strings.HasPrefix(text, sealedMark):
		return Erased
	case !ok:
		return text
	case o.vault == nil:
		return Sealed
	}
	aead, ok := o.keys[s.Subject]
	if !ok && o.err == nil {
		aead = o.key(s.Subject)
		o.keys[s.Subject] = aead
	}
	if aead == nil {
		return Erased
	}
	if plain, ok := s.openBy(o.id, aead); ok {
		return plain
	}
	return Erased
}

// key asks for the key of a subject.
func (o *opener) key(subject SubjectID) cipher.AEAD {
	key, err := o.vault.Key(o.ctx, o.id.Tenant(), subject)
	if err != nil && !errors.Is(err, ErrNoKey) {
		o.err = ofVault(err)
	}
	aead, err := sealer(key)
	if err != nil {
		return nil
	}
	return aead
}

// open opens the texts of an entry.
func (o *opener) open(e *Entry) {
	if e.sealed {
		e.personal(func(_, text string) string { return o.text(text) })
		e.sealed = false
	}
}

// state opens the texts of a state.
func (o *opener) state(s *State) error {
	path, order := s.path, s.order
	j := s.core()
	j.Closings, j.Documents, j.Remarks, j.Corrections = s.closings.all(), s.documents.all(), s.Remarks(), s.corrections.all()
	j.Decisions = s.Decisions()
	eachText(reflect.ValueOf(&j).Elem(), o.text)
	*s = j.state()
	s.path, s.order = path, order
	return o.err
}

// lockedReader makes a reader safe for concurrent use.
type lockedReader struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *lockedReader) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.r.Read(p)
}
