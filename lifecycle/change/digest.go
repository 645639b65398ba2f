package change

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/milepost-go/milepost/kpi/money"
	"github.com/milepost-go/milepost/schedule"
)

// PlanDigest returns a fingerprint of a plan: "sha256:" and the SHA-256 of its
// JSON form in hexadecimal. Baselines do not count: they record results and
// bind no date. It tells whether a plan has moved since it was looked at; a
// release of this module that adds a field to plans changes the fingerprints.
func PlanDigest(p *schedule.Plan) (string, error) {
	bare := *p
	bare.Baselines = nil
	return digest(bare)
}

// asked is the part of a request that its impact follows from.
type asked struct {
	ID        string          `json:"id"`
	Edits     []schedule.Edit `json:"edits"`
	CostDelta money.Amount    `json:"cost_delta"`
	Risks     []RiskEdit      `json:"risks,omitempty"`
}

// Digest returns a fingerprint of what the request does: its id, its edits to
// plan and register, and its cost. The error is that of an edit of a kind that does not exist.
func (r Request) Digest() (string, error) { return digest(asked{r.ID, r.Edits, r.CostDelta, r.Risks}) }

func digest[T any](value T) (string, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("change: digest: %w", err)
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}
