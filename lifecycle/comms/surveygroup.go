package comms

import (
	"cmp"
	"slices"
	"strings"
)

// Which groups may be shown.
//
// Somebody who subtracts and intersects the groups shown can learn about any
// group that is a union of the smallest pieces they cut the people into, and
// about no other. So groups are taken one after the other, and one is shown
// only if every piece that then holds anybody holds at least the minimum. The
// complement of a group, the difference of two, and what two have in common
// are unions of such pieces: each is empty or large enough. The same holds for
// sums and differences of any number of them, because whatever can be computed
// from sums over groups treats the people of one piece alike.

// group is a candidate for being shown: some traits in common.
type group struct {
	traits  []Trait // none: everybody
	members []int
}

// shownGroups returns the groups that may be shown of the people with these
// traits: everybody first, then cut by cut, the larger groups first and those
// of one size by their values. It returns none where there are too few people
// altogether. All reports whether no group that has anybody was left out.
func shownGroups(people [][]Trait, cuts [][]string, least int) (shown []group, all bool) {
	least = max(1, least)
	everybody := group{members: make([]int, len(people))}
	for i := range people {
		everybody.members[i] = i
	}
	if len(people) < least {
		return nil, len(people) == 0
	}
	shown, all = []group{everybody}, true
	pieces := make([]int, len(people)) // piece that each person is in
	for _, cut := range cuts {
		for _, g := range groupsOf(people, cut) {
			finer, ok := split(pieces, g.members, least)
			if all = all && ok; ok {
				shown, pieces = append(shown, g), finer
			}
		}
	}
	return shown, all
}

// split cuts every piece by a group and reports whether all pieces that hold
// anybody are large enough.
func split(pieces, members []int, least int) ([]int, bool) {
	finer := make([]int, len(pieces))
	for i, p := range pieces {
		finer[i] = 2 * p
	}
	for _, m := range members {
		finer[m]++
	}
	sizes := map[int]int{}
	number := map[int]int{}
	for i, p := range finer {
		if _, known := number[p]; !known {
			number[p] = len(number)
		}
		finer[i] = number[p]
		sizes[finer[i]]++
	}
	for _, size := range sizes {
		if size < least {
			return nil, false
		}
	}
	return finer, true
}

// groupsOf returns the people by their values of the attributes, those who
// stated all of them. The largest group comes first.
func groupsOf(people [][]Trait, cut []string) []group {
	byKey := map[string]int{}
	var groups []group
	for i, traits := range people {
		own, ok := pick(traits, cut)
		if !ok {
			continue
		}
		key := traitsKey(own)
		n, known := byKey[key]
		if !known {
			n = len(groups)
			byKey[key] = n
			groups = append(groups, group{traits: own})
		}
		groups[n].members = append(groups[n].members, i)
	}
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(len(b.members), len(a.members)), cmp.Compare(traitsKey(a.traits), traitsKey(b.traits)))
	})
	return groups
}

// pick returns the traits of the attributes, in the order of the cut.
func pick(traits []Trait, cut []string) ([]Trait, bool) {
	var own []Trait
	for _, name := range cut {
		n := slices.IndexFunc(traits, func(t Trait) bool { return t.Name == name })
		if n < 0 {
			return nil, false
		}
		own = append(own, traits[n])
	}
	return own, true
}

func traitsKey(traits []Trait) string {
	var b strings.Builder
	for _, t := range traits {
		b.WriteString(t.Name + "\x00" + t.Value + "\x00")
	}
	return b.String()
}
