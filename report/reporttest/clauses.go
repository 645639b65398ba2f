package reporttest

import (
	"errors"
	"fmt"
	"testing"
)

// clause is one promise and how to see whether it is kept.
type clause struct {
	name  string
	check func() error
}

// guarded runs the check and turns a panic into an error.
func (c clause) guarded() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return c.check()
}

func runAll(t *testing.T, clauses []clause) {
	t.Helper()
	for _, c := range clauses {
		t.Run(c.name, func(t *testing.T) {
			if err := c.guarded(); err != nil {
				t.Error(err)
			}
		})
	}
}

func checkAll(clauses []clause) error {
	var broken []error
	for _, c := range clauses {
		if err := c.guarded(); err != nil {
			broken = append(broken, fmt.Errorf("reporttest: %s: %w", c.name, err))
		}
	}
	return errors.Join(broken...)
}
