package store_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/milepost-go/milepost/lifecycle/store"
)

type Charter struct {
	Name  string
	Goals []string
}

func Example() {
	ctx := context.Background()
	charters := store.NewMemory[Charter](nil)

	version, err := charters.Save(ctx, "acme/crm", 0, Charter{Name: "CRM rollout"})
	fmt.Println("created:", version, err)

	mine, version, err := charters.Load(ctx, "acme/crm")
	fmt.Println("loaded:", mine.Name, version, err)

	// Somebody else is faster.
	_, err = charters.Save(ctx, "acme/crm", version, Charter{Name: "CRM rollout", Goals: []string{"win rate"}})
	fmt.Println("theirs:", err)

	mine.Goals = append(mine.Goals, "cycle time")
	_, err = charters.Save(ctx, "acme/crm", version, mine)
	fmt.Println("mine:", err, errors.Is(err, store.ErrConflict))

	// Load again and repeat the change.
	latest, version, err := charters.Load(ctx, "acme/crm")
	if err != nil {
		fmt.Println(err)
		return
	}
	latest.Goals = append(latest.Goals, "cycle time")
	version, err = charters.Save(ctx, "acme/crm", version, latest)
	fmt.Println("merged:", latest.Goals, version, err)
	// Output:
	// created: 1 <nil>
	// loaded: CRM rollout 1 <nil>
	// theirs: <nil>
	// mine: store: version conflict: "acme/crm" has version 2, expected 1 true
	// merged: [win rate cycle time] 3 <nil>
}
