package change_test

import (
	"bytes"
	"testing"

	"github.com/milepost-go/milepost/lifecycle/change"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// The form that files of version 1 have, written by hand.
const submittedForm = `{
  "format": "milepost.change/1",
  "requests": [
    {
      "id": "CR-7",
      "title": "Later",
      "origin": "regulation",
      "kind": "date",
      "urgency": "low",
      "proposer": "carol",
      "raised": "2026-03-03",
      "affected": [
        {
          "kind": "goal",
          "id": "g1"
        }
      ],
      "necessity": [
        {
          "question": "obligation",
          "reply": "yes",
          "evidence": [
            {
              "kind": "law",
              "id": "L2"
            }
          ]
        }
      ],
      "edits": [
        {
          "kind": "set_deadline",
          "task": "build",
          "deadline": "2026-03-20T17:00:00"
        }
      ],
      "cost_delta": {
        "amount": "12.50",
        "currency": "CNY"
      },
      "change_plan": {
        "steps": [
          {
            "what": "tell them",
            "owner": "ann",
            "due": "2026-03-05"
          }
        ],
        "inform": [
          "customer"
        ],
        "rollback": "the old date"
      },
      "state": "submitted",
      "history": [
        {
          "move": "submit",
          "from": "draft",
          "to": "submitted",
          "by": "carol",
          "at": "2026-03-03T09:00:00"
        }
      ]
    }
  ]
}
`

func TestTheFormOfARequest(t *testing.T) {
	r := change.Request{ID: "CR-7", Title: "Later", Origin: change.FromRegulation, Kind: change.OfDate, Urgency: change.Low, Proposer: "carol",
		Raised: calendar.DateOf(2026, 3, 3), CostDelta: cny("12.50"),
		Edits: []schedule.Edit{{Kind: schedule.EditDeadline, Task: "build", Deadline: on(20, 17)}},
		Plan:  change.ChangePlan{Steps: []change.PlanStep{{What: "tell them", Owner: "ann", Due: calendar.DateOf(2026, 3, 5)}}, Inform: []string{"customer"}, Rollback: "the old date"}}
	r.Affected = append(r.Affected, ref("goal", "g1"))
	r.Necessity = append(r.Necessity, change.Answer{Question: "obligation", Reply: change.Yes})
	r.Necessity[0].Evidence = append(r.Necessity[0].Evidence, ref("law", "L2"))
	r = must(t)(change.Submit(r, change.Act{By: "carol", At: on(3, 9)}))
	var b bytes.Buffer
	if err := change.Encode(&b, []change.Request{r}); err != nil || b.String() != submittedForm {
		t.Errorf("got %s, %v", b.String(), err)
	}
	back, err := change.Decode(bytes.NewReader([]byte(submittedForm)))
	if err != nil || text(t, back) != text(t, []change.Request{r}) {
		t.Errorf("read %+v, %v", back, err)
	}
}

// What an impact says, by hand, but for its digests and for the conflicts and
// times that package schedule writes.
const impactForm = `{"request":"CR-1","by":"pm","at":"2026-03-04T09:00:00","request_digest":"r","plan_before":"b","plan_after":"a",` +
	`"options":[` +
	`{"id":"do_nothing","finish":"2026-03-13T17:00:00","cost":{"amount":"5800.00","currency":"CNY"},"budget_left":{"amount":"1200.00","currency":"CNY"},` +
	`"critical":["offer","design","build","accept"]},` +
	`{"id":"requested","finish":"2026-03-17T17:00:00","cost":{"amount":"7900.00","currency":"CNY"},"budget_left":{"amount":"-900.00","currency":"CNY"},` +
	`"critical":["offer","design","training","build","accept"],"variance_s":57600}],` +
	`"finish_moved_s":57600,"finish_moved_days":4,"cost_moved":{"amount":"2100.00","currency":"CNY"},"scope":"goals",` +
	`"milestones":[{"task":"accept","name":"The accept","before":"2026-03-13T17:00:00","after":"2026-03-17T17:00:00","moved_s":57600,"moved_days":4}],` +
	`"entered":["training"],` +
	`"load":[{"resource":"ann","name":"Ann","before_s":144000,"after_s":201600}],` +
	`"weeks":[{"resource":"ann","week":"2026-03-16","before_s":0,"after_s":57600}],` +
	`"goals":[{"goal":"g-accept","tasks":["accept"],"due":"2026-03-13","finish_before":"2026-03-13T17:00:00","finish_after":"2026-03-17T17:00:00","late_after":true}],` +
	`"baseline":{"name":"B1","digest":"d"},` +
	`"variances":[{"task":"build","before_s":0,"after_s":57600},{"task":"accept","before_s":0,"after_s":57600}]}`

func TestTheFormOfAnImpact(t *testing.T) {
	i := assess(t, launch(), training())
	i.RequestDigest, i.PlanBefore, i.PlanAfter, i.Baseline.Digest = "r", "b", "a", "d"
	i.Tasks, i.Findings = schedule.Change{}, nil
	if got := text(t, i); got != impactForm {
		t.Errorf("got  %s\nwant %s", got, impactForm)
	}
}
