package oracles

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/slack-go/slack"

	"github.com/milepost-go/milepost/report"
	"github.com/milepost-go/milepost/report/card"
	"github.com/milepost-go/milepost/report/phrase"
	"github.com/milepost-go/milepost/report/reporttest"
	"github.com/milepost-go/milepost/report/view"
	"github.com/milepost-go/milepost/schedule"
	"github.com/milepost-go/milepost/schedule/calendar"
)

var links = card.Options{Links: []card.Link{{Text: "Report", URL: "https://crm.example/p/17?a=1&b=2"}, {URL: "https://crm.example/"}}}

// documents are ordinary ones in both languages, and those that hold whatever
// people and attackers put in names.
func documents(t *testing.T) map[string]*report.Document {
	t.Helper()
	all := map[string]*report.Document{}
	for _, lang := range report.Langs() {
		all["sample "+string(lang)] = reporttest.Sample(lang)
		all["plan "+string(lang)] = planOf(t, lang, 5)
		all["long plan "+string(lang)] = planOf(t, lang, 200)
	}
	for _, d := range reporttest.Documents() {
		all[d.Name] = d.Document
	}
	return all
}

// planOf returns the report of a plan of so many tasks in a row, some of which
// miss their deadlines.
func planOf(t *testing.T, lang report.Lang, tasks int) *report.Document {
	t.Helper()
	plan := &schedule.Plan{Name: "CRM <rollout> & co", Start: calendar.DateOf(2026, 3, 2).At(8 * calendar.Hour)}
	for i := range tasks {
		id := schedule.TaskID(fmt.Sprint("t", i))
		plan.Tasks = append(plan.Tasks, schedule.Task{ID: id, Name: fmt.Sprintf("任务 *%d* <!channel>", i), Duration: schedule.Duration{Length: 8 * calendar.Hour}})
		if i > 0 {
			plan.Links = append(plan.Links, schedule.Link{From: schedule.TaskID(fmt.Sprint("t", i-1)), To: id})
		}
		if i%5 == 4 {
			plan.Tasks[i].Deadline = calendar.DateOf(2026, 3, 3).At(17 * calendar.Hour)
		}
	}
	result, err := schedule.Compute(plan, schedule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view.Plan(phrase.In(lang), view.PlanInput{Plan: plan, Result: result})
}

func tree(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// Every message for Slack consists of blocks that slack-go knows, with members
// that it knows: decoded into its types and encoded again, it is the same.
func TestSlackTypes(t *testing.T) {
	blocks := 0
	for name, doc := range documents(t) {
		messages, err := card.Slack(doc, links)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, m := range messages {
			var typed struct {
				Text   string       `json:"text"`
				Mrkdwn bool         `json:"mrkdwn"`
				Blocks slack.Blocks `json:"blocks"`
			}
			strict := json.NewDecoder(bytes.NewReader(m.Body))
			strict.DisallowUnknownFields()
			if err := strict.Decode(&typed); err != nil || typed.Text == "" || len(typed.Blocks.BlockSet) > 50 {
				t.Fatalf("%s: %d blocks, %v", name, len(typed.Blocks.BlockSet), err)
			}
			for _, b := range typed.Blocks.BlockSet {
				blocks++
				if _, ok := b.(*slack.UnknownBlock); ok {
					t.Errorf("%s: a block of type %s", name, b.BlockType())
				}
				if v, ok := b.(interface{ Validate() error }); ok {
					if err := v.Validate(); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			}
			texts(t, name, tree(t, m.Body).(map[string]any)["blocks"])
			again, err := json.Marshal(typed.Blocks)
			if err != nil {
				t.Fatal(err)
			}
			if want := tree(t, m.Body).(map[string]any)["blocks"]; !reflect.DeepEqual(bare(tree(t, again)), bare(want)) {
				t.Errorf("%s: slack-go makes of\n%s\nthis:\n%s", name, m.Body, again)
			}
		}
	}
	if blocks < 50 {
		t.Errorf("only %d blocks", blocks)
	}
}

// texts wants every text in a tree to be one that slack-go finds valid. Items of
// rich text are no such objects.
func texts(t *testing.T, name string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		kind, _ := v["type"].(string)
		if text, ok := v["text"].(string); ok && kind != "text" && kind != "link" {
			object := slack.TextBlockObject{Type: kind, Text: text}
			if err := object.Validate(); err != nil {
				t.Errorf("%s: %v: %v", name, v, err)
			}
		}
		for _, x := range v {
			texts(t, name, x)
		}
	case []any:
		for _, x := range v {
			texts(t, name, x)
		}
	}
}

// bare returns a tree without members that say what is so without them: false
// and empty text.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, x := range v {
			if x = bare(x); x != false && x != "" && x != nil {
				out[name] = x
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = bare(v[i])
		}
		return out
	}
	return v
}

// schemas returns the published schemas by version, or skips.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	root := os.Getenv("MILEPOST_TRUTH")
	if root == "" {
		t.Skip("MILEPOST_TRUTH names no folder of schemas")
	}
	list := map[string]*jsonschema.Schema{}
	for _, version := range []string{"1.4", "1.5"} {
		f, err := os.Open(filepath.Join(root, "formats", "teams", "adaptive-card-"+version+".0.schema.json"))
		if err != nil {
			t.Skip(err)
		}
		defer f.Close()
		doc, err := jsonschema.UnmarshalJSON(f)
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("card.json", doc); err != nil {
			t.Fatal(err)
		}
		if list[version], err = c.Compile("card.json"); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// Every card for Teams is as the schema of its version wants it.
func TestTeamsSchemas(t *testing.T) {
	known := schemas(t)
	cards := map[string]int{}
	for name, doc := range documents(t) {
		messages, err := card.Teams(doc, links)
		if err != nil {
			t.Fatal(name, err)
		}
		for _, m := range messages {
			content := content(t, m.Body)
			version, _ := content["version"].(string)
			schema := known[version]
			if schema == nil {
				t.Fatalf("%s: version %q", name, version)
			}
			cards[version]++
			if err := schema.Validate(published(content)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if cards["1.4"] == 0 || cards["1.5"] == 0 {
		t.Errorf("cards by version: %v", cards)
	}
	bad := map[string]any{"type": "AdaptiveCard", "version": "1.5", "body": []any{map[string]any{"type": "TextBlock"}}}
	if known["1.5"].Validate(bad) == nil {
		t.Error("the schema takes a text without text")
	}
}

// content returns the card in the envelope of a message.
func content(t *testing.T, body []byte) map[string]any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	message, _ := doc.(map[string]any)
	list, _ := message["attachments"].([]any)
	if message["type"] != "message" || len(list) != 1 {
		t.Fatalf("%s", body)
	}
	attachment, _ := list[0].(map[string]any)
	inside, _ := attachment["content"].(map[string]any)
	if attachment["contentType"] != "application/vnd.microsoft.card.adaptive" || inside == nil {
		t.Fatalf("%s", body)
	}
	return inside
}

// published returns the card with the names that the schema has where it is
// known to err: renderers and Microsoft's samples say firstRowAsHeaders, the
// schema firstRowAsHeader; msteams is Teams' own.
func published(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, x := range v {
			switch {
			case name == "msteams":
			case name == "firstRowAsHeaders":
				out["firstRowAsHeader"] = published(x)
			default:
				out[name] = published(x)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = published(v[i])
		}
		return out
	}
	return v
}

// The samples of Microsoft pass the same check, so it is no check that refuses
// what is right.
func TestSamplesPass(t *testing.T) {
	known := schemas(t)
	names, err := filepath.Glob(filepath.Join(os.Getenv("MILEPOST_TRUTH"), "formats", "teams", "sample-*.json"))
	if err != nil || len(names) == 0 {
		t.Skip("no samples")
	}
	passed := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		version, _ := doc.(map[string]any)["version"].(string)
		schema := known[version]
		if schema == nil {
			schema = known["1.5"]
		}
		if err := schema.Validate(published(doc)); err != nil {
			t.Log(filepath.Base(name), strings.ReplaceAll(err.Error(), "\n", "; "))
			continue
		}
		passed++
	}
	t.Logf("%d of %d samples pass", passed, len(names))
	if passed == 0 {
		t.Error("no sample passes")
	}
}
