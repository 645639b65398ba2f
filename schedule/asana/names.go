package asana

import "strings"

// nameIndex finds tasks by name. A CSV file refers to tasks by names with commas
// between them, so a name with commas is one name or several.
type nameIndex struct {
	tasks map[string][]int // by key
	most  int              // commas in any name
}

// nameKey returns a name as it is compared: blanks around commas do not count.
func nameKey(name string) string {
	parts := strings.Split(name, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, ",")
}

func indexNames(records []record) *nameIndex {
	x := &nameIndex{tasks: map[string][]int{}}
	for i := range records {
		if key := nameKey(records[i].name); key != "" {
			x.tasks[key] = append(x.tasks[key], i)
			x.most = max(x.most, strings.Count(key, ","))
		}
	}
	return x
}

// candidates returns the tasks of a name that are allowed.
func (x *nameIndex) candidates(key string, allowed func(int) bool) (list []int) {
	for _, i := range x.tasks[key] {
		if allowed(i) {
			if list = append(list, i); len(list) == 2 {
				return list
			}
		}
	}
	return list
}

// reading is how often the names from some place on can be read, counted up to
// two, and the first task of one such reading.
type reading struct {
	ways, task, next int
}

// maxNames is how many names one value may have.
const maxNames = 1000

// read returns the tasks that a value names, and in how many ways it can be read
// with the tasks that are allowed: 0, 1, or 2 for more. There are tasks only
// when there is one way.
func (x *nameIndex) read(text string, allowed func(int) bool) (tasks []int, ways int) {
	parts := strings.Split(nameKey(text), ",")
	if len(parts) > maxNames {
		return nil, 2
	}
	from := make([]reading, len(parts)+1)
	from[len(parts)] = reading{ways: 1}
	for i := len(parts) - 1; i >= 0; i-- {
		from[i] = x.readFrom(parts, i, from, allowed)
	}
	if from[0].ways != 1 {
		return nil, from[0].ways
	}
	for i := 0; i < len(parts); i = from[i].next {
		tasks = append(tasks, from[i].task)
	}
	return tasks, 1
}

// readFrom returns the readings from part i on; those of later parts are known.
func (x *nameIndex) readFrom(parts []string, i int, from []reading, allowed func(int) bool) (r reading) {
	for next := i + 1; next <= len(parts) && next-i <= x.most+1 && r.ways < 2; next++ {
		if from[next].ways == 0 {
			continue
		}
		found := x.candidates(strings.Join(parts[i:next], ","), allowed)
		if len(found) > 0 {
			r.ways += len(found) * from[next].ways
			r.task, r.next = found[0], next
		}
	}
	r.ways = min(r.ways, 2)
	return r
}
