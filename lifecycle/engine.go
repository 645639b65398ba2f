package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"time"
)

// Ask is a question to an [Authorizer]: may this actor do this?
type Ask struct {
	Actor   ActorID
	Action  Action
	Command Command // the whole command; nil for ActionChoices
}

// Grant is what an [Authorizer] vouches for.
type Grant struct {
	Roles []Role // the roles the actor holds in the project; may be empty
}

// Authorizer says who may ask for what. It is asked before anything is decided.
// Hosts implement it; there is none that allows everything. It is safe for
// concurrent use.
type Authorizer interface {
	// Authorize returns the roles of the actor in the project, or an error when
	// the actor may not ask. A plain no is ErrForbidden.
	Authorize(ctx context.Context, id StreamID, ask Ask) (Grant, error)
}

// FactSource tells what the host knows about a project. It is safe for
// concurrent use.
type FactSource interface {
	// Facts returns those of the named facts that the source knows. Names are
	// sorted and must not be written to. A fact it does not know it leaves out
	// or returns as Unknown with the reason; others than those named are
	// ignored.
	Facts(ctx context.Context, id StreamID, names []FactName) ([]Fact, error)
}

// Config is what an [Engine] works with.
type Config struct {
	Log         Log              // required
	Definitions []*Definition    // at least one; every version that a project still follows
	Auth        Authorizer       // required
	Facts       []FactSource     // may be empty; of facts of one time the first source counts
	Now         func() time.Time // required: the clock that says when a command is recorded

	// SnapshotEvery is after how many events a [Log] that is a [Snapshotter] is
	// given another snapshot: 0 for 500, negative for never, in which case none
	// is read either. Every call reads what came after the last one, so where
	// the database is slow to read, or a Vault has texts to open, take fewer.
	SnapshotEvery int

	// Vault, where there is one, has the free text of commands sealed in the
	// log: reasons, notes, titles. Random is then required: the source of keys,
	// salts and nonces, as crypto/rand.Reader.
	Vault  Vault
	Random io.Reader
}

// Engine carries out commands: it loads the history of a project, asks the
// host what it must know, decides, and appends. It keeps nothing between calls
// and is safe for concurrent use.
type Engine struct {
	config Config
	random io.Reader // safe for concurrent use; nil without a Vault
}

// Result is what carrying out a command came to.
type Result struct {
	State     State   // after the command
	Entries   []Entry // what it put on record
	Version   Version // of the stream after it
	Duplicate bool    // it had been carried out before; this is the result of then
}

// New returns an engine. All that is wrong with the config comes in one error
// that unwraps to ErrConfig.
func New(config Config) (*Engine, error) {
	var faults []error
	need := func(ok bool, what string) {
		if !ok {
			faults = append(faults, fmt.Errorf("%w: %s", ErrConfig, what))
		}
	}
	need(config.Log != nil, "no Log")
	need(config.Auth != nil, "no Auth: nothing is allowed by default")
	need(config.Now != nil, "no Now")
	need(config.Vault == nil || config.Random != nil, "no Random, which a Vault needs")
	need(len(config.Definitions) > 0, "no Definitions")
	need(!slices.Contains(config.Facts, nil), "a nil FactSource")
	refs := map[DefinitionRef]Digest{}
	for _, d := range config.Definitions {
		if d == nil {
			need(false, "a nil Definition")
			continue
		}
		key := DefinitionRef{ID: d.spec.ID, Version: d.spec.Version}
		old, ok := refs[key]
		need(!ok || old == d.digest, fmt.Sprintf("definition %s version %d comes with two contents", key.ID, key.Version))
		refs[key] = d.digest
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	config.Definitions, config.Facts = slices.Clone(config.Definitions), slices.Clone(config.Facts)
	e := &Engine{config: config}
	if config.Vault != nil {
		e.random = &lockedReader{r: config.Random}
	}
	return e, nil
}

// Do carries out the command on the project.
//
// The errors are: what the Authorizer said; a [*Refusal] when the rules do not
// permit it; a [*ConflictError] when the project has gone on since the version
// that the command says it was based on, or while the command was carried out,
// which is never tried again by itself; ErrCommandReused when the command's id
// stands for another command; and what the log or a fact source returned.
//
// Repeating a command that was carried out returns the first result, with
// Duplicate set. After an error of the log, repeat the command with the same id
// to learn how it ended.
func (e *Engine) Do(ctx context.Context, id StreamID, cmd Command) (Result, error) {
	grant, err := e.authorize(ctx, id, cmd)
	if err != nil {
		return Result{}, err
	}
	content, unwritable := e.content(cmd) // a time that has no text: Decide says so better
	head := cmd.Head()
	l, err := e.load(ctx, id, head.ID)
	if err != nil {
		return Result{}, err
	}
	if l.done {
		return e.again(ctx, id, l, cmd, content)
	}
	s := l.state
	if head.Seen != 0 && head.Seen != s.Version {
		return Result{}, &ConflictError{id, head.Seen, s.Version}
	}
	def, in, err := e.input(ctx, id, s, cmd, grant)
	if err != nil {
		return Result{}, err
	}
	entries, refusal := Decide(def, s, cmd, in)
	if refusal != nil {
		return Result{}, refusal
	}
	if unwritable != nil {
		return Result{}, unwritable
	}
	if err := e.eraseKey(ctx, id, cmd); err != nil {
		return Result{}, err
	}
	return e.append(ctx, id, l, entries, content)
}

// append seals the entries and stores them behind the state they were decided on.
func (e *Engine) append(ctx context.Context, id StreamID, l loaded, entries []Entry, content content) (Result, error) {
	s := l.state
	written := slices.Clone(entries)
	for i := range entries {
		entries[i].Content, written[i].Content = content.kept, content.kept
		if err := e.sealTexts(ctx, id, &written[i], i+1, content.subject); err != nil {
			return Result{}, err
		}
	}
	events, err := Seal(id, s.Version, s.Head, written)
	if err != nil {
		return Result{}, err
	}
	stored, err := e.config.Log.Append(ctx, id, s.Version, events...)
	if err != nil {
		return Result{}, err
	}
	if stored.Duplicate { // another call carried out the same command at the same time
		return e.repeat(ctx, id, loaded{}, entries[0].Command, content)
	}
	if err := e.open(ctx, id, &l); err != nil {
		return Result{}, err
	}
	s = l.state
	for i := range entries {
		entries[i].Version = s.Version + 1 // apply counts it up
		entries[i].Hash = Digest(events[i].Meta[MetaHash])
		s.apply(&entries[i])
	}
	return Result{State: s, Entries: entries, Version: stored.Version}, nil
}

// again repeats a command that was carried out before. An erasure is repeated in
// earnest once it is known to be the one on record.
func (e *Engine) again(ctx context.Context, id StreamID, l loaded, cmd Command, content content) (Result, error) {
	result, err := e.repeat(ctx, id, l, cmd.Head().ID, content)
	if _, erases := cmd.(EraseSubject); !erases || err != nil {
		return result, err
	}
	if err := e.eraseKey(ctx, id, cmd); err != nil {
		return Result{}, err
	}
	return e.repeat(ctx, id, l, cmd.Head().ID, content)
}

// repeat returns the result of a command that was carried out before, after l
// was taken from its snapshot.
func (e *Engine) repeat(ctx context.Context, id StreamID, l loaded, command CommandID, content content) (Result, error) {
	result, opener := Result{Duplicate: true}, e.opener(ctx, id)
	at := loaded{state: l.base, summary: summary{sealed: l.sealed}}
	for entry, err := range sealedEntries(e.config.Log.Load(ctx, id, l.base.Version)) {
		if err != nil {
			return Result{}, err
		}
		if entry.Command != command && len(result.Entries) > 0 {
			break
		}
		at.sealed = at.sealed || entry.sealed
		at.state.apply(&entry)
		if entry.Command != command {
			continue
		}
		if opener.open(&entry); !content.is(&entry) {
			return Result{}, fmt.Errorf("%w: %q", ErrCommandReused, string(command))
		}
		result.Entries = append(result.Entries, entry)
	}
	if err := errors.Join(opener.err, e.open(ctx, id, &at)); err != nil {
		return Result{}, err
	}
	result.State, result.Version = at.state, at.state.Version
	return result, nil
}

func (e *Engine) authorize(ctx context.Context, id StreamID, cmd Command) (Grant, error) {
	if err := id.Check(); err != nil {
		return Grant{}, err
	}
	if isNil(cmd) {
		return Grant{}, invalid("no command: pass one of the commands of this package by value")
	}
	return e.ask(ctx, id, Ask{cmd.Head().Actor, cmd.Action(), cmd})
}

func (e *Engine) ask(ctx context.Context, id StreamID, ask Ask) (Grant, error) {
	grant, err := e.config.Auth.Authorize(ctx, id, ask)
	if err != nil {
		return Grant{}, fmt.Errorf("lifecycle: authorize %s: %w", ask.Action, err)
	}
	return grant, nil
}

// input gathers all that a decision may know.
func (e *Engine) input(ctx context.Context, id StreamID, s State, cmd Command, grant Grant) (*Definition, Input, error) {
	def, err := e.definition(s, cmd)
	if err != nil {
		return nil, Input{}, err
	}
	in := Input{Roles: grant.Roles, Definitions: make([]DefinitionRef, len(e.config.Definitions))}
	for i, d := range e.config.Definitions {
		in.Definitions[i] = d.Ref()
	}
	if migrate, ok := cmd.(Migrate); ok {
		in.Target = e.latest(migrate.Definition, migrate.Version)
	}
	in.Facts, err = e.facts(ctx, id, def)
	in.Now = e.config.Now() // after the facts, which may be measured as they are asked for
	return def, in, err
}

// definition returns the definition of the project, or the one that it is to
// start under, or nil when there is none to be had.
func (e *Engine) definition(s State, cmd Command) (*Definition, error) {
	if s.Standing == NotStarted {
		start, _ := cmd.(StartProject)
		return e.latest(start.Definition, start.Version), nil
	}
	for _, d := range e.config.Definitions {
		if d.Ref() == s.Definition {
			return d, nil
		}
	}
	return nil, fmt.Errorf("%w: the project follows %s%s", ErrDefinition, s.Definition.value(), e.namesake(s.Definition))
}

// namesake says that a definition at hand has the id and version but not the
// content: it was changed and kept its version. It is "" where there is none.
func (e *Engine) namesake(ref DefinitionRef) string {
	for _, d := range e.config.Definitions {
		if d.spec.ID == ref.ID && d.spec.Version == ref.Version {
			return fmt.Sprintf("; the one at hand has the same id and version but other content, %s: a definition that changes takes a new version, and projects go there by Migrate", d.Digest())
		}
	}
	return ""
}

// latest returns the definition of that version, or of the highest for 0.
func (e *Engine) latest(id DefinitionID, version int) *Definition {
	var found *Definition
	for _, d := range e.config.Definitions {
		if d.spec.ID == id && (version == 0 || version == d.spec.Version) && (found == nil || d.spec.Version > found.spec.Version) {
			found = d
		}
	}
	return found
}

// facts asks every source. Of facts of one time the first source counts.
func (e *Engine) facts(ctx context.Context, id StreamID, def *Definition) (Facts, error) {
	if def == nil || len(e.config.Facts) == 0 {
		return Facts{}, nil
	}
	var all []Fact
	for _, source := range slices.Backward(e.config.Facts) {
		list, err := source.Facts(ctx, id, def.factNames())
		if err != nil {
			return Facts{}, fmt.Errorf("lifecycle: facts: %w", err)
		}
		all = append(all, list...)
	}
	return NewFacts(all...), nil
}

// State folds the history of the project. State, History, AsOf and Verify ask
// no [Authorizer]: the host guards who reads. Where the stream has no history,
// all four return ErrNoProject.
func (e *Engine) State(ctx context.Context, id StreamID) (State, error) {
	s, err := e.replay(ctx, id)
	if err == nil && s.Version == 0 {
		return State{}, noProject(id)
	}
	return s, err
}

// replay folds the history of the project, which may not have been started.
func (e *Engine) replay(ctx context.Context, id StreamID) (State, error) {
	l, err := e.load(ctx, id, "")
	if err == nil {
		err = e.open(ctx, id, &l)
	}
	return l.state, err
}

// open opens the sealed texts of the state.
func (e *Engine) open(ctx context.Context, id StreamID, l *loaded) error {
	if !l.sealed {
		return nil
	}
	return e.opener(ctx, id).state(&l.state)
}

// ofStream puts the stream into an error about an entry of it.
func ofStream(id StreamID, err error) error {
	if corrupt := (*CorruptError)(nil); errors.As(err, &corrupt) {
		corrupt.Stream = id
	}
	return err
}

// entries yields the history of the project, and ErrNoProject where it has none.
func (e *Engine) entries(ctx context.Context, id StreamID) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		none := true
		for entry, err := range sealedEntries(e.config.Log.Load(ctx, id, 0)) {
			if none = false; !yield(entry, err) {
				return
			}
		}
		if none {
			yield(Entry{}, noProject(id))
		}
	}
}

func noProject(id StreamID) error {
	return fmt.Errorf("%w: %q has no history", ErrNoProject, shorten(string(id)))
}

// History returns every entry of the project, the oldest first: who did what,
// when it took effect, when it was recorded, and on what grounds. Without any
// it is ErrNoProject.
func (e *Engine) History(ctx context.Context, id StreamID) ([]Entry, error) {
	var list []Entry
	opener := e.opener(ctx, id)
	for entry, err := range e.entries(ctx, id) {
		if err != nil {
			return nil, err
		}
		opener.open(&entry)
		list = append(list, entry)
	}
	if opener.err != nil {
		return nil, opener.err
	}
	return list, nil
}

// Entry returns the entry that a stored event holds, as [ReadEntry] does, its
// texts opened. Use it for what a [Feed] yields.
func (e *Engine) Entry(ctx context.Context, r Recorded) (Entry, error) {
	entry, err := readEntry(&r)
	if err != nil {
		return Entry{}, err
	}
	opener := e.opener(ctx, r.Stream)
	opener.open(&entry)
	return entry, opener.err
}

// AsOf returns the state at one moment as known at another, see [AsOf]. Before
// the project was started, or known to be, it is the zero State; where the
// stream has no history at all it is ErrNoProject. For moments that are not
// before anything a snapshot holds, it is folded from there; for earlier ones
// from the beginning, in time that grows with the history.
func (e *Engine) AsOf(ctx context.Context, id StreamID, effective, known time.Time) (State, error) {
	if s, ok, err := e.asOfSnapshot(ctx, id, effective, known); ok || err != nil {
		return s, ofStream(id, err)
	}
	var l loaded
	met := func(yield func(Entry, error) bool) {
		for entry, err := range e.entries(ctx, id) {
			if l.sealed = l.sealed || entry.sealed; !yield(entry, err) {
				return
			}
		}
	}
	var err error
	if l.state, err = AsOf(met, effective, known); err == nil {
		err = e.open(ctx, id, &l)
	}
	return l.state, ofStream(id, err)
}

// Verify checks the stored history of the project, see [Verify]. A stream
// without history is ErrNoProject, so that a misspelt id never passes for a
// project in order; with an anchor it is a [*CorruptError], for then there was
// a history once.
func (e *Engine) Verify(ctx context.Context, id StreamID, anchors ...Checkpoint) (Checkpoint, error) {
	head, err := Verify(id, e.config.Log.Load(ctx, id, 0), anchors...)
	if err == nil && head.Version == 0 {
		return Checkpoint{}, noProject(id)
	}
	return head, err
}

// Explain says whether Do would carry out the command now and why, and changes
// nothing. Its errors are those of Do but for refusals.
func (e *Engine) Explain(ctx context.Context, id StreamID, cmd Command) (Explanation, error) {
	grant, err := e.authorize(ctx, id, cmd)
	if err != nil {
		return Explanation{}, err
	}
	l, err := e.load(ctx, id, "")
	if err != nil {
		return Explanation{}, err
	}
	s := l.state
	def, in, err := e.input(ctx, id, s, cmd, grant)
	if err != nil {
		return Explanation{}, err
	}
	return Explain(def, s, cmd, in), nil
}

// Choices returns every move of the project's definition with what is missing
// for the actor to take it, see [Choices], and the version they stand for. The
// errors are those of Explain, and ErrNoProject where the stream has no history.
func (e *Engine) Choices(ctx context.Context, id StreamID, actor ActorID) ([]Choice, Version, error) {
	if err := id.Check(); err != nil {
		return nil, 0, err
	}
	grant, err := e.ask(ctx, id, Ask{Actor: actor, Action: ActionChoices})
	if err != nil {
		return nil, 0, err
	}
	l, err := e.load(ctx, id, "")
	if err == nil && l.state.Version == 0 {
		err = noProject(id)
	}
	if err != nil {
		return nil, 0, err
	}
	s := l.state
	def, in, err := e.input(ctx, id, s, nil, grant)
	if err != nil {
		return nil, 0, err
	}
	in.Actor = actor
	return Choices(def, s, in), s.Version, nil
}
