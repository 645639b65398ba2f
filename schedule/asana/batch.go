package asana

import (
	"encoding/json"
	"fmt"
	"strings"
)

// action is a request in a batch.
type action struct {
	Method string          `json:"method"`
	Path   string          `json:"relative_path"`
	Data   json.RawMessage `json:"data,omitempty"`
}

// Batch packs up to [MaxBatch] requests of [Session.Ready] into one. More, or
// none, give [ErrOptions].
func Batch(list []Request) (Request, error) {
	if len(list) == 0 || len(list) > MaxBatch {
		return Request{}, fmt.Errorf("%w: a batch of %d", ErrOptions, len(list))
	}
	actions := make([]action, len(list))
	for i, r := range list {
		actions[i] = action{strings.ToLower(r.Method), r.Path, nil}
		if len(r.Body) > 0 {
			var envelope struct{ Data json.RawMessage }
			if err := json.Unmarshal(r.Body, &envelope); err != nil {
				return Request{}, fmt.Errorf("asana: %s: %w", r.As, err)
			}
			actions[i].Data = envelope.Data
		}
	}
	body, err := json.Marshal(map[string]any{"data": map[string]any{"actions": actions}})
	return Request{As: "batch", Method: "POST", Path: "/batch", Body: body}, err
}

// Unbatch returns the answers to the requests of a batch in their order. An
// answer is nil where the status is not 200 or 201: that request is not done.
// The error wraps [ErrAnswer].
func Unbatch(answer []byte) ([]json.RawMessage, error) {
	var parts []struct {
		Status int             `json:"status_code"`
		Body   json.RawMessage `json:"body"`
	}
	if err := json.Unmarshal(answer, &parts); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAnswer, err)
	}
	list := make([]json.RawMessage, len(parts))
	for i, p := range parts {
		if p.Status == 200 || p.Status == 201 {
			list[i] = p.Body
		}
	}
	return list, nil
}
