package closing

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// MaxName is the length of the longest name of an item, in bytes.
const MaxName = 1024

// CheckNames reports, sorted, the names that an archive cannot have: those
// that are no clean relative path with slashes (absolute, with "." or "..",
// empty parts, backslashes, colons, control characters), that some file system
// would change or refuse (a part that ends in a dot or a space, or is the name
// of a device), that differ from another one in nothing or in case only, or
// that name a folder of another one.
func CheckNames(names []string) []finding.Finding {
	var found []finding.Finding
	first, folders := map[string]string{}, map[string]string{}
	for _, name := range names {
		for folder := parent(fold(name)); folder != ""; folder = parent(folder) {
			folders[folder] = name
		}
	}
	for _, name := range names {
		key := fold(name)
		other, twice := first[key]
		first[key] = name
		switch {
		case !cleanName(name):
			found = append(found, finding.Finding{Code: CodeBadName, Subject: itemRef(name, "name"), Remedy: RemedyRename})
		case name == ManifestName:
			found = append(found, finding.Finding{Code: CodeNameTwice, Subject: itemRef(name, "name"), Remedy: RemedyRename})
		case twice:
			found = append(found, finding.Finding{Code: CodeNameTwice, Subject: itemRef(name, "name"), Remedy: RemedyRename, Related: []finding.Ref{itemRef(other, "")}})
		}
		if inside, isFolder := folders[key]; isFolder {
			found = append(found, finding.Finding{Code: CodeNameIsFolder, Subject: itemRef(name, "name"), Remedy: RemedyRename, Related: []finding.Ref{itemRef(inside, "")}})
		}
	}
	finding.Sort(found)
	return found
}

// fold returns the form in which names that differ in case are equal.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// parent returns the folder that a name lies in, "" at the top.
func parent(name string) string { return name[:max(strings.LastIndexByte(name, '/'), 0)] }

func cleanName(name string) bool {
	if len(name) > MaxName || name == "." || !fs.ValidPath(name) || strings.ContainsAny(name, `\:*?"<>|`) || strings.ContainsFunc(name, unicode.IsControl) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || isDevice(part)
	})
}

// isDevice reports whether a part of a name means a device where file systems
// have such names.
func isDevice(part string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	stem = strings.TrimRight(stem, " ")
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, stem) {
		return true
	}
	port, numbered := strings.CutPrefix(stem, "com")
	if !numbered {
		port, numbered = strings.CutPrefix(stem, "lpt")
	}
	return numbered && len(port) == 1 && port[0] >= '0' && port[0] <= '9'
}
