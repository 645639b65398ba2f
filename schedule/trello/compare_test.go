package trello_test

import (
	"reflect"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

func sortBy[T any](list []T, key func(T) string) {
	slices.SortStableFunc(list, func(a, b T) int { return strings.Compare(key(a), key(b)) })
}

// equateEmpty lets empty lists equal absent ones.
func equateEmpty() cmp.Option {
	return cmp.FilterValues(func(x, y any) bool {
		a, b := reflect.ValueOf(x), reflect.ValueOf(y)
		return a.IsValid() && b.IsValid() && a.Kind() == reflect.Slice && b.Kind() == reflect.Slice && a.Len() == 0 && b.Len() == 0
	}, cmp.Comparer(func(_, _ any) bool { return true }))
}
