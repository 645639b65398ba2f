package lifecycletest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/milepost-go/milepost/lifecycle"
	"github.com/milepost-go/milepost/lifecycle/finding"
)

// writeOld adds logs of forms that no file of testdata/logs holds yet. Files
// that are there are never written again: they stand for what hosts have in
// their databases.
var writeOld = flag.Bool("write-old-logs", false, "add today's forms of events to testdata/logs")

// oldLog is a history as a host has it, with the state it stood for when it was
// written.
type oldLog struct {
	About  string             `json:"about"`
	Stream lifecycle.StreamID `json:"stream"`
	Events []oldEvent         `json:"events"`
	Head   lifecycle.Digest   `json:"head"`
	State  json.RawMessage    `json:"state,omitempty"` // none where no project would have this history
}

type oldEvent struct {
	ID     string              `json:"id"`
	Type   lifecycle.EventType `json:"type"`
	Schema int                 `json:"schema"`
	At     time.Time           `json:"at"`
	Data   string              `json:"data"` // byte by byte, for the hash
	Meta   map[string]string   `json:"meta"`
}

func (o *oldLog) log(t *testing.T) *lifecycle.MemLog {
	t.Helper()
	log := new(lifecycle.MemLog)
	for i, e := range o.Events {
		event := lifecycle.Event{ID: e.ID, Type: e.Type, Schema: e.Schema, At: e.At, Data: []byte(e.Data), Meta: e.Meta}
		if _, err := log.Append(t.Context(), o.Stream, lifecycle.Version(i), event); err != nil {
			t.Fatal(err)
		}
	}
	return log
}

func oldLogs(t *testing.T) map[string]*oldLog {
	t.Helper()
	files, err := filepath.Glob("testdata/logs/*.json")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]*oldLog{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o := new(oldLog)
		if err := json.Unmarshal(text, o); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		list[filepath.Base(file)] = o
	}
	return list
}

// TestOldLogsReplay wants every history that was ever written to verify, to be
// read without loss and to stand for the state it stood for. States may come to
// say more than they did.
func TestOldLogsReplay(t *testing.T) {
	for name, o := range oldLogs(t) {
		t.Run(name, func(t *testing.T) {
			if fault := o.fault(t); fault != nil {
				t.Error(fault)
			}
		})
	}
}

func (o *oldLog) fault(t *testing.T) error {
	t.Helper()
	log := o.log(t)
	anchor := lifecycle.Checkpoint{Stream: o.Stream, Version: lifecycle.Version(len(o.Events)), Hash: o.Head}
	if _, err := lifecycle.Verify(o.Stream, log.Load(t.Context(), o.Stream, 0), anchor); err != nil {
		return err
	}
	var faults []error
	for r, err := range log.Load(t.Context(), o.Stream, 0) {
		if err != nil {
			return err
		}
		if err := readFault(r); err != nil {
			faults = append(faults, fmt.Errorf("event %d, %s: %w", r.Version, r.Type, err))
		}
	}
	if o.State == nil {
		return errors.Join(faults...)
	}
	state, err := lifecycle.Replay(lifecycle.Entries(log.Load(t.Context(), o.Stream, 0)))
	if err != nil {
		return err
	}
	if path := lost(tree(t, o.State), tree(t, []byte(stateOf(t, state))), ""); path != "" {
		faults = append(faults, fmt.Errorf("the state is no longer what it was at %s", path))
	}
	return errors.Join(faults...)
}

// readFault reads an event and wants all that it says to be still there.
func readFault(r lifecycle.Recorded) error {
	entry, err := lifecycle.ReadEntry(r)
	if err != nil {
		return err
	}
	if _, unread := entry.Body.(lifecycle.Unread); unread {
		return errors.New("is not known any more")
	}
	again, err := lifecycle.Seal(r.Stream, r.Version-1, lifecycle.Digest(r.Meta[lifecycle.MetaPrev]), []lifecycle.Entry{entry})
	if err != nil {
		return err
	}
	if again[0].Schema != r.Schema { // raised since; the state tells whether rightly
		return nil
	}
	var was, is map[string]any
	if err := errors.Join(json.Unmarshal(r.Data, &was), json.Unmarshal(again[0].Data, &is)); err != nil {
		return err
	}
	if was["sealed"] != nil { // its texts come as tombstones without the keys; the state tells whether rightly
		return nil
	}
	if path := lost(was, is, ""); path != "" {
		return fmt.Errorf("loses %s", path)
	}
	return nil
}

func tree(t *testing.T, text []byte) any {
	t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// lost returns the place of something that was said and is no longer, or "".
func lost(was, is any, at string) string {
	switch was := was.(type) {
	case map[string]any:
		now, ok := is.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(was)) {
			if at == "" && key == "schema" {
				continue // of the whole
			}
			here := at + "." + key
			if !ok {
				return here
			}
			value, has := now[key]
			if !has && !isEmpty(was[key]) {
				return here
			}
			if path := lost(was[key], value, here); has && path != "" {
				return path
			}
		}
	case []any:
		now, ok := is.([]any)
		if !ok || len(now) != len(was) {
			return at
		}
		for i := range was {
			if path := lost(was[i], now[i], fmt.Sprintf("%s[%d]", at, i)); path != "" {
				return path
			}
		}
	default:
		if was != is {
			return at
		}
	}
	return ""
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

// eventTypes returns the types that the sources of package lifecycle name.
func eventTypes(t *testing.T) []lifecycle.EventType {
	t.Helper()
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	var list []lifecycle.EventType
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(source, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != "EventType" {
				return true
			}
			for _, value := range spec.Values {
				if text, err := strconv.Unquote(value.(*ast.BasicLit).Value); err == nil {
					list = append(list, lifecycle.EventType(text))
				}
			}
			return true
		})
	}
	slices.Sort(list)
	return list
}

// form is a type of event at one schema.
type form struct {
	kind   lifecycle.EventType
	schema int
}

// TestEveryFormIsKept wants an old log with each form of event that is written
// today, so that none can change without notice.
func TestEveryFormIsKept(t *testing.T) {
	kept := map[form]bool{}
	for _, o := range oldLogs(t) {
		for _, e := range o.Events {
			kept[form{e.Type, e.Schema}] = true
		}
	}
	types := eventTypes(t)
	if len(types) < 12 {
		t.Fatalf("only %q found", types)
	}
	var missing []lifecycle.Entry
	for i, kind := range types {
		schema, entry := emptyEntry(t, kind)
		if kept[form{kind, schema}] {
			continue
		}
		if !*writeOld {
			t.Errorf("no log of testdata/logs holds %s of schema %d: run go test ./lifecycle/lifecycletest -run EveryForm -write-old-logs", kind, schema)
			continue
		}
		body := reflect.New(reflect.TypeOf(entry.Body)).Elem()
		n := 0
		fill(body, &n)
		entry.Body = body.Interface().(lifecycle.Body)
		entry.Command, entry.Actor = lifecycle.CommandID(fmt.Sprintf("c%d", i)), "ann"
		entry.At, entry.Recorded = moment().Add(time.Duration(i)*time.Hour), moment().Add(time.Duration(i)*time.Hour+time.Minute)
		entry.Content, entry.Reason = "digest", "because"
		missing = append(missing, entry)
	}
	if len(missing) > 0 {
		writeLog(t, "forms", "an event of each form with every field filled; no project would have this history", missing)
	}
}

// emptyEntry returns an entry of a type, at its present schema.
func emptyEntry(t *testing.T, kind lifecycle.EventType) (int, lifecycle.Entry) {
	t.Helper()
	found, schema := lifecycle.Entry{}, 0
	for s := 1; s < 50; s++ {
		entry, err := lifecycle.ReadEntry(lifecycle.Recorded{
			Event:  lifecycle.Event{ID: "x", Type: kind, Schema: s, At: moment(), Data: []byte(`{"what":{}}`), Meta: map[string]string{lifecycle.MetaRecorded: "2026-03-02T09:00:00Z"}},
			Stream: stream, Version: 1,
		})
		if _, unread := entry.Body.(lifecycle.Unread); unread {
			break
		}
		if err == nil {
			found = entry
		}
		schema = s
	}
	if found.Body == nil {
		t.Fatalf("%s: nothing can be read of it", kind)
	}
	return schema, lifecycle.Entry{Body: found.Body}
}

// fill gives every field a value of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch value := v.Addr().Interface().(type) {
	case *time.Time:
		*value = moment().Add(time.Duration(*n) * time.Minute)
		return
	case *finding.Value:
		*value = finding.Number(int64(*n), "day")
		return
	case *lifecycle.Facts:
		*value = lifecycle.NewFacts(lifecycle.Fact{Name: "plan.baseline_set", Value: finding.Bool(true), At: moment(), Source: "host"})
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text_%d", *n))
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int8:
		v.SetInt(int64(*n % 100))
	case reflect.Uint64, reflect.Uint8, reflect.Uint32:
		v.SetUint(uint64(*n % 100))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	}
}

// writeLog writes a log under a name that is free.
func writeLog(t *testing.T, name, about string, entries []lifecycle.Entry) {
	t.Helper()
	events, err := lifecycle.Seal(stream, 0, "", entries)
	if err != nil {
		t.Fatal(err)
	}
	writeEvents(t, name, about, events, nil)
}

func writeEvents(t *testing.T, name, about string, events []lifecycle.Event, state json.RawMessage) {
	t.Helper()
	o := &oldLog{About: about, Stream: stream, State: state}
	for _, e := range events {
		o.Events = append(o.Events, oldEvent{e.ID, e.Type, e.Schema, e.At, string(e.Data), e.Meta})
	}
	o.Head = lifecycle.Digest(events[len(events)-1].Meta[lifecycle.MetaHash])
	text, err := json.MarshalIndent(o, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("testdata/logs", 0o755); err != nil {
		t.Fatal(err)
	}
	for i := 1; ; i++ {
		file, err := os.OpenFile(fmt.Sprintf("testdata/logs/%s-%d.json", name, i), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		_, err = file.Write(append(text, '\n'))
		if err := errors.Join(err, file.Close()); err != nil {
			t.Fatal(err)
		}
		return
	}
}

// TestOldPlays wants the projects of the old logs to be where they were left,
// and writes them when there are none.
func TestOldPlays(t *testing.T) {
	if files, _ := filepath.Glob("testdata/logs/whole-*.json"); *writeOld && len(files) == 0 {
		writePlays(t)
	}
	logs := oldLogs(t)
	for name, want := range map[string]struct {
		phase    lifecycle.PhaseID
		standing lifecycle.Standing
		round    int
	}{
		"whole-1.json":  {lifecycle.PhaseClosing, lifecycle.Archived, 1},
		"rework-1.json": {lifecycle.PhaseInitiation, lifecycle.Suspended, 2},
		"sealed-1.json": {lifecycle.PhaseInitiation, lifecycle.Active, 1},
	} {
		o := logs[name]
		if o == nil {
			t.Errorf("testdata/logs/%s is missing", name)
			continue
		}
		s, err := lifecycle.Replay(lifecycle.Entries(o.log(t).Load(t.Context(), o.Stream, 0)))
		if err != nil || s.Phase != want.phase || s.Standing != want.standing || s.Round != want.round {
			t.Errorf("%s: %s, %s, round %d, %v, want %v", name, s.Phase, s.Standing, s.Round, err, want)
		}
	}
}

// writePlays writes a project that goes through to the end, one that goes back,
// and some that go anywhere.
func writePlays(t *testing.T) {
	t.Helper()
	head := func(id string) lifecycle.Header {
		return lifecycle.Header{ID: lifecycle.CommandID(id), Actor: "one", Reason: "because"}
	}
	approve := func(move lifecycle.MoveID) func(*stage) lifecycle.Command {
		return func(s *stage) lifecycle.Command {
			choices, _, err := s.engine.Choices(t.Context(), stream, "boss")
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(choices, func(c lifecycle.Choice) bool { return c.Move.ID == move })
			h := head("approve " + string(move))
			h.Actor = "boss"
			return lifecycle.Approve{Header: h, Move: move, Role: lifecycle.RoleSponsor, Evidence: choices[i].Explanation.Evidence}
		}
	}
	as := func(cmd lifecycle.Command) func(*stage) lifecycle.Command {
		return func(*stage) lifecycle.Command { return cmd }
	}
	facts := func(id string) func(*stage) lifecycle.Command {
		return as(lifecycle.RecordFacts{Header: head(id), Facts: goodFacts()})
	}
	move := func(to lifecycle.PhaseID) func(*stage) lifecycle.Command {
		return as(lifecycle.RequestMove{Header: head("to " + string(to)), To: to})
	}
	start := as(lifecycle.StartProject{Header: head("start"), Definition: lifecycle.SalesProjectID})
	writeScript(t, "whole", "a sales project from its start to the archive", []func(*stage) lifecycle.Command{
		start, facts("facts 1"), as(lifecycle.AddNote{Header: head("note"), Text: "kick-off on Monday"}), move(lifecycle.PhasePlanning),
		facts("facts 2"), approve(lifecycle.MoveStartExecution), move(lifecycle.PhaseExecution),
		as(lifecycle.RequestStep{Header: head("step"), Phase: lifecycle.PhaseMonitoring, To: lifecycle.StepCompare}),
		as(lifecycle.Suspend{Header: head("suspend")}), as(lifecycle.Resume{Header: head("resume")}),
		facts("facts 3"), approve(lifecycle.MoveStartClosing), move(lifecycle.PhaseClosing),
		as(lifecycle.AttachDocument{Header: head("report"), Document: lifecycle.Document{URI: "crm:7", Title: "Final report", Class: "report"}}),
		as(lifecycle.Close{Header: head("close"), Outcome: lifecycle.PartlyAttained}), as(lifecycle.Archive{Header: head("archive")}),
	})
	writeScript(t, "rework", "a sales project that goes back from planning and is suspended", []func(*stage) lifecycle.Command{
		start, facts("facts 1"), move(lifecycle.PhasePlanning), as(lifecycle.RequestMove{Header: head("back"), Move: lifecycle.MoveReworkCharter}),
		as(lifecycle.Suspend{Header: head("suspend")}),
	})
	writeScriptOn(t, new(lifecycle.MemVault), "sealed", "a sales project whose texts are sealed; the keys are gone", []func(*stage) lifecycle.Command{
		start, as(lifecycle.AddNote{Header: head("note"), Text: "Ann is on leave"}),
		as(lifecycle.AttachDocument{Header: head("plan"), Document: lifecycle.Document{URI: "crm:9", Title: "Plan by Ann"}}),
		as(lifecycle.EraseSubject{Header: head("erase"), Subject: "one"}),
		as(lifecycle.AddNote{Header: head("note 2"), Text: "Bob stands in"}),
	})
	for seed := range uint64(3) {
		_, log := randomPlay(t, rand.New(rand.NewPCG(seed, 15)), 40)
		writeEvents(t, "random", "a sales project that goes anywhere", slices.Concat(batches(t, log)...), stateText(t, log))
	}
}

func stateText(t *testing.T, log lifecycle.Log) json.RawMessage {
	t.Helper()
	s, err := newStage(t, log).engine.State(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return json.RawMessage(stateOf(t, s))
}

func writeScript(t *testing.T, name, about string, script []func(*stage) lifecycle.Command) {
	t.Helper()
	writeScriptOn(t, nil, name, about, script)
}

func writeScriptOn(t *testing.T, vault lifecycle.Vault, name, about string, script []func(*stage) lifecycle.Command) {
	t.Helper()
	log := new(lifecycle.MemLog)
	s := newSealedStage(t, log, vault)
	for i, next := range script {
		s.now = moment().Add(time.Duration(i) * time.Hour)
		if _, err := s.do(t, i, next(s)); err != nil {
			t.Fatalf("%s, command %d: %v", name, i, err)
		}
	}
	writeEvents(t, name, about, slices.Concat(batches(t, log)...), stateText(t, log))
}

// TestOldLogFaultsAreFound spoils an old log in the ways that a change of the
// code would.
func TestOldLogFaultsAreFound(t *testing.T) {
	logs := oldLogs(t)
	for what, spoil := range map[string]func(*oldLog){
		"another byte of data": func(o *oldLog) { o.Events[0].Data = strings.Replace(o.Events[0].Data, "e", "f", 1) },
		"another head":         func(o *oldLog) { o.Head = "0" + o.Head[1:] },
		"an event less":        func(o *oldLog) { o.Events = o.Events[:len(o.Events)-1] },
		"a state that was earlier": func(o *oldLog) {
			o.State = json.RawMessage(strings.Replace(string(o.State), `"round":`, `"rounds":`, 1))
		},
		"a state of another version": func(o *oldLog) {
			o.State = json.RawMessage(strings.Replace(string(o.State), `"version":`, `"version":1`, 1))
		},
	} {
		for name, o := range logs {
			if o.State == nil && strings.Contains(what, "state") {
				continue
			}
			bad := *o
			bad.Events = slices.Clone(o.Events)
			if o.State != nil {
				var compact bytes.Buffer
				if err := json.Compact(&compact, o.State); err != nil {
					t.Fatal(err)
				}
				bad.State = compact.Bytes()
			}
			if spoil(&bad); bad.fault(t) == nil {
				t.Errorf("%s: %s passes", name, what)
			}
		}
	}
	if lost(map[string]any{"a": []any{"x", map[string]any{"b": true}}}, map[string]any{"a": []any{"x", map[string]any{"b": true, "c": 1}}, "d": 2}, "") != "" {
		t.Error("saying more was taken for a loss")
	}
	if got := lost(map[string]any{"a": []any{"x", map[string]any{"b": true}}}, map[string]any{"a": []any{"x", map[string]any{"b": false}}}, ""); got != ".a[1].b" {
		t.Errorf("lost %q", got)
	}
}
