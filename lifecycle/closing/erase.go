package closing

import "slices"

// Erased stands for a person whose name was erased.
const Erased = "erased"

// EraseFromLessons returns the lessons without the name of a person, who may
// be their author or reviewer, and how many lessons named them. What was
// learnt stays. Names inside the texts are for people to find. The caller owns
// the slice.
func EraseFromLessons(lessons []Lesson, actor string) ([]Lesson, int) {
	list, n := slices.Clone(lessons), 0
	for i, l := range list {
		list[i] = l.clone()
		author, reviewer := blank(&list[i].Author, actor), blank(&list[i].Reviewer, actor)
		if author || reviewer {
			n++
		}
	}
	return list, n
}

// EraseFromOffers returns the offers without the name of a person and how many
// named them. The caller owns the slice.
func EraseFromOffers(offers []Offer, actor string) ([]Offer, int) {
	list, n := slices.Clone(offers), 0
	for i := range list {
		named := false
		list[i].Steps = slices.Clone(list[i].Steps)
		for j := range list[i].Steps {
			named = blank(&list[i].Steps[j].By, actor) || named
		}
		if named {
			n++
		}
	}
	return list, n
}

// EraseFromImprovements returns the improvement items without the name of a
// person and how many named them. An item that is still open needs another
// owner then. The caller owns the slice.
func EraseFromImprovements(items []Improvement, actor string) ([]Improvement, int) {
	list, n := slices.Clone(items), 0
	for i := range list {
		list[i] = list[i].clone()
		named := blank(&list[i].Owner, actor)
		for j := range list[i].Steps {
			named = blank(&list[i].Steps[j].By, actor) || named
		}
		if named {
			n++
		}
	}
	return list, n
}

// blank replaces a name that is the person's and reports whether it was.
func blank(name *string, actor string) bool {
	if actor == "" || *name != actor {
		return false
	}
	*name = Erased
	return true
}
