// Package lifecycle says yes or no to what people want to do with a project,
// with all the reasons, and keeps the history of what was done.
//
// # Parts
//
// A [Definition] is a process as data: phases, moves between them, gates with
// criteria and approvals, roles. [SalesProject] is one that is ready; [Define]
// and [LoadDefinition] make others, and [Lint] finds what is unwise in them.
//
// A [State] is where a project stands. A [Command] asks for something, such as
// [RequestMove]. [Decide] answers it with the entries that go on record, or
// with a [Refusal] that names everything in the way and the steps that would
// make it a yes. [Apply] folds an [Entry] into the state. [Explain] and
// [Choices] give the same answers without doing anything. These functions are
// pure: no clock, no storage, no callbacks. What the host knows enters as facts
// with their time, and the facts that decided stay in the entry for good. Package
// lifecycle/facts takes them from the charter, plan, risks and other documents
// of a project.
//
// A [Log] keeps the entries as events. [MemLog] keeps them in memory, package
// sqlstore in SQLite and PostgreSQL; hosts with tables of their own implement two
// methods on them and prove them with package lifecycletest. An [Engine] puts it all together: it loads, asks who may and
// what is known, decides, and appends, each command once however often it is
// repeated. [Verify] checks that a stored history is the one that was written,
// and [AsOf] answers what was true, or believed, at any moment.
//
// # First program
//
// The whole program, with what a host brings: who may do what, and what is known.
//
//	package main
//
//	import (
//		"context"
//		"errors"
//		"fmt"
//		"time"
//
//		"github.com/milepost-go/milepost/lifecycle"
//		"github.com/milepost-go/milepost/lifecycle/finding"
//	)
//
//	// people says who holds which role in every project.
//	type people map[lifecycle.ActorID][]lifecycle.Role
//
//	func (p people) Authorize(_ context.Context, _ lifecycle.StreamID, ask lifecycle.Ask) (lifecycle.Grant, error) {
//		roles, ok := p[ask.Actor]
//		if !ok {
//			return lifecycle.Grant{}, lifecycle.ErrForbidden
//		}
//		return lifecycle.Grant{Roles: roles}, nil
//	}
//
//	// project knows the facts of every project.
//	type project map[lifecycle.FactName]finding.Value
//
//	func (p project) Facts(_ context.Context, _ lifecycle.StreamID, names []lifecycle.FactName) ([]lifecycle.Fact, error) {
//		var list []lifecycle.Fact
//		for _, name := range names {
//			if value, ok := p[name]; ok {
//				list = append(list, lifecycle.Fact{Name: name, Value: value, At: time.Now(), Source: "crm"})
//			}
//		}
//		return list, nil
//	}
//
//	func main() {
//		engine, err := lifecycle.New(lifecycle.Config{
//			Log:         new(lifecycle.MemLog),
//			Definitions: []*lifecycle.Definition{lifecycle.SalesProject()},
//			Auth:        people{"li": {lifecycle.RoleManager}},
//			Facts: []lifecycle.FactSource{project{
//				lifecycle.FactGoalsBlocking:   finding.Number(2, ""), // two things keep the goals from being SMART
//				lifecycle.FactCharterComplete: finding.Bool(true),
//				lifecycle.FactTeamFormed:      finding.Bool(true),
//			}},
//			Now: time.Now,
//		})
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		ctx := context.Background()
//		_, err = engine.Do(ctx, "acme/deal-7", lifecycle.StartProject{
//			Header: lifecycle.Header{ID: "c1", Actor: "li"}, Definition: lifecycle.SalesProjectID,
//		})
//		if err != nil {
//			fmt.Println(err)
//			return
//		}
//		_, err = engine.Do(ctx, "acme/deal-7", lifecycle.RequestMove{
//			Header: lifecycle.Header{ID: "c2", Actor: "li"}, To: lifecycle.PhasePlanning,
//		})
//		var no *lifecycle.Refusal
//		if errors.As(err, &no) {
//			for _, f := range no.Findings { // every one
//				fmt.Println(f)
//			}
//			for _, s := range no.Steps { // what makes it a yes, and who can do it
//				fmt.Println(s.Do, s.Subject, s.By)
//			}
//		}
//	}
//
// # Rules
//
// A fact that is unknown, too old or of another kind is a finding; it is never
// taken for false, and never passes. So is one in another unit than declared:
// nothing is converted, and the finding names the unit expected.
//
// Reading a stream without history is ErrNoProject, a command to it but for
// [StartProject] a refusal.
//
// An approval binds to the evidence that the approver was shown. When a fact at
// the gate says something else later, the approval no longer counts; measuring
// the same again leaves it standing. Approvals end with the phase they were
// given in and are used up by the move they are for.
//
// A control phase, such as monitoring, runs while the project is active in one
// of the phases it stands beside. Suspending stops it, resuming takes it up at
// the step where it was, and entering the phase anew begins it anew.
//
// Moves, steps and approvals stand in the order in which they took effect; none
// may take effect before an earlier one or in the future. Facts, notes and
// documents may be dated at any time in the past.
//
// # Gates
//
// [RequestMove] through a gate is a go. [DecideGate] gives every verdict: go, go
// on conditions, recycle, hold and stop, and [State.Decisions] keeps each with
// the facts and signatures it rests on. A [Gate] may name its deciders.
//
// A criterion marked as conditional may be unmet where a [Condition] covers it:
// somebody owns it, it is due, and missing it either holds the project, so that
// forward moves and steps are refused, or is an exception, of which every answer
// warns. Nothing runs on a schedule: both follow from the moment at which
// somebody asks, and [Exceptions] lists them. [FulfilCondition] asks for the
// fact; [WaiveCondition] and [ExtendCondition] are for the deciders.
//
// A quorum counts persons. An approval may expire ([Quorum]), roles may be kept
// apart ([Gate]), and a role with a veto may [Object], which blocks until it is
// withdrawn. A role that is delegated ([Delegate]) is signed for on behalf of
// its holder: such an approval counts as one of both persons, so that nobody
// counts twice in a role or in two that are kept apart, directly or through a
// delegation. It was valid when it was given and stays when the delegation ends.
//
// An [Override] by somebody with the right that the gate names lets certain
// criteria, approvals and, where the gate says so, objections pass until it
// expires. Every answer that rests on it warns of it, and [State.Overrides]
// keeps it for ever, with what passed by it.
//
// The steps of a [Refusal] are the shortest way to a yes: taking them is
// enough, and none can be left out. What else would do, such as an override or a
// condition, stands apart in its Instead.
//
// # Rounds, items, time
//
// A rework move or a reopening begins a new round. The gates passed since the
// project was last in the phase it returns to stand no more, and have to be
// passed again to go forward; [State.Gates] tells which stand and by what the
// others fell, and everything earlier stays readable. A move may have a cap, and
// a higher authority that takes it beyond that. Reopening needs what its move
// demands, and leaves the former [ClosingRecord] as it was.
//
// Cancelling leads to early closing. What is unfinished is raised as an item,
// [RaiseItem], and disposed of one by one, [DisposeItem]: done, handed over,
// dropped or carried on. Gates that demand it name each item that is open.
//
// Phases and proposals may have limits of time. They are warnings, see
// [Overdue], and leave out time suspended unless the phase says otherwise.
// [SetWindows] states when phases and gates are planned and expected, and by
// which tasks of the plan; [MoveForecasts] moves the expectations with the
// tasks, [State.Windows] puts what happened beside them, and [CheckWindows] names
// what is late and what has no date.
//
// # Ready definitions
//
// Beside [SalesProject] there are [FivePhases], the least of a project;
// [StageGateProduct], a new product that passes gates between stages;
// [ProjectByStages], a project directed by a board stage by stage; and
// [SalesFunnel], a deal on the way to its decision. Each is data: take its
// [Definition.Spec], change it, and [Define] it under a name of your own.
// Package report/view draws any of them as a state diagram, with the place of a
// project marked in it: as SVG, Mermaid or DOT.
// [CompareVersions] puts the outcomes of versions side by side, and refuses to
// where too few projects are closed.
//
// # Two times
//
// Every entry has the time when it took effect and the time when it was written
// down, and [AsOf] answers for both. A move that was written down with a wrong
// time is put right by [CorrectTime], within the times of its neighbours: the
// entry stays as it is, the correction is another, and what was known before it
// can still be asked for. Facts need none: one that is measured late is recorded
// with its own time.
//
// # Personal text
//
// A history that is never changed and a person's right to be forgotten go
// together by keys. With a [Vault] in its [Config], an [Engine] seals the reasons,
// notes, titles and terms that people write, each under a key of the person it is
// about; the event holds ciphertext and a salted commitment, nothing else.
// [EraseSubject] destroys the key. The bytes of the history stay, and [Verify]
// with them; in place of the text stands [Erased]. Ids of persons and the values
// and sources of facts are not sealed: let them say nothing by themselves.
// Readers without the vault see [Sealed]. A [State] that was read holds the texts
// in the clear, so what a host keeps of it is for the host to erase; snapshots
// hold them sealed.
//
// # Snapshots
//
// On a [Log] that is a [Snapshotter] the engine begins from the last snapshot
// and loads what came after, and keeps another every so many events, see
// [Config]. A snapshot that is missing, of another version of this package,
// spoilt, or not of the history at hand is passed over: without it everything is
// the same but slower. What lies before a snapshot is not read again by the way;
// [Engine.Verify] and [Engine.History] read all. One snapshot is kept for each
// stream, so [Engine.AsOf] for a moment before it begins at the beginning, and so
// does the repetition of a command from before it.
//
// # Other definitions
//
// Definitions change while projects run. [Migrate] moves a project to another,
// with a [Mapping] for what has another name or is no more, and [PlanMigration]
// says beforehand what would come of it. What is half done, such as approvals
// and open conditions, is neither carried over nor dropped unless the mapping
// speaks of it. From then on the state speaks of everything by its new name, the
// path included; the entries keep what they said, and [State.Migrations] tells
// when names changed.
//
// A definition that changes in the least is another one, so raise its version. A
// project only follows definitions that the engine holds: keep the old ones in
// the [Config] as long as projects follow them.
//
// # Canonical bytes
//
// Definitions, evidence, commands and events are hashed over canonical bytes,
// which [Digest] describes. Parts of a definition that are zero are not part of
// its bytes, so that a part added to [Spec] later leaves the digests of older
// definitions as they are.
//
// # Stable
//
// The exported names, the codes, the JSON forms of definitions, entries and
// states, canonical bytes, and the contract of [Log]. An event type keeps its
// meaning; a new form of it gets a new schema and is read beside the old ones.
package lifecycle
