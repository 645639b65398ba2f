package risk

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/milepost-go/milepost/schedule/calendar"
)

//go:embed prompts
var promptFiles embed.FS

// Prompt suggests a risk where a signal is seen. It is no risk until somebody
// accepts it.
type Prompt struct {
	ID       string   `json:"id"`
	Signal   string   `json:"signal"` // what calls it up, such as "single_supplier"
	Kind     Kind     `json:"kind"`
	Category []string `json:"category,omitempty"`
	Cause    string   `json:"cause"`
	Event    string   `json:"event"`
	Effect   string   `json:"effect"`
}

// SalesPrompts returns the checklist for sales projects in a language, "en" or
// "zh-CN". Ids and signals are the same in both. Another language is
// [ErrNoPreset]. The caller owns the slice.
func SalesPrompts(lang string) ([]Prompt, error) {
	if lang != "en" && lang != "zh-CN" {
		return nil, fmt.Errorf("%w: sales checklist in %q", ErrNoPreset, clip(lang))
	}
	data, err := promptFiles.ReadFile("prompts/sales." + lang + ".json")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoPreset, err)
	}
	var list []Prompt
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, fmt.Errorf("risk: sales checklist: %w", err)
	}
	return list, nil
}

// Suggest returns the prompts whose signal is among those seen, that no risk of
// the register, whatever its status, has come from yet and that nobody has
// declined. They keep the order of the checklist.
func (r Register) Suggest(checklist []Prompt, signals []string) []Prompt {
	var list []Prompt
	for _, p := range checklist {
		if slices.Contains(signals, p.Signal) && !r.answered(Source{Kind: FromChecklist, ID: p.ID}) {
			list = append(list, p)
		}
	}
	return list
}

// Propose returns the prompt as a proposed risk of that id, raised on a date
// and without owner or rating. It shares nothing with the prompt.
func (p Prompt) Propose(id string, raised calendar.Date) Risk {
	return Risk{
		ID: id, Kind: p.Kind, Cause: p.Cause, Event: p.Event, Effect: p.Effect,
		Category: slices.Clone(p.Category), Status: Proposed, Raised: raised,
		Source: Source{Kind: FromChecklist, ID: p.ID},
	}
}
