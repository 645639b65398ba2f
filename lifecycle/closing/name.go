package closing

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// Limits of the name of an item.
const (
	MaxName  = 1024 // bytes
	MaxParts = 64   // folders and the file itself
)

// CheckNames reports, sorted, the names that an archive cannot have: those
// that are no clean relative path with slashes (absolute, with "." or "..",
// empty parts, backslashes, colons, control characters), that are longer than
// [MaxName] or deeper than [MaxParts], that some file system
// would change or refuse (a part that ends in a dot or a space, or is the name
// of a device), that differ from another one or from [ManifestName] in nothing
// or in case only, or that name a folder of another one.
//
// Characters that are not seen, such as those that turn the direction of text,
// are refused: two names could look the same. So are the combining marks U+0300
// to U+036F, U+3099 and U+309A and the Hangul letters U+1100 to U+11FF that
// combine, for a file system may join them with what they stand on: write
// composed letters, such as U+00E9 for an e with an acute accent. The
// blocks of compatibility ideographs, which become others, are refused as well.
func CheckNames(names []string) []finding.Finding {
	var found []finding.Finding
	first, folders := map[string]string{}, foldersOf(names)
	for _, name := range names {
		if !cleanName(name) {
			found = append(found, finding.Finding{Code: CodeBadName, Subject: itemRef(name, "name"), Remedy: RemedyRename})
			continue
		}
		key := fold(name)
		other, twice := first[key]
		first[key] = name
		switch {
		case key == ManifestName || strings.HasPrefix(key, ManifestName+"/"):
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

// foldersOf returns which of the names are folders of others, each with one of
// those. Its work and its size are bounded by the limits of names.
func foldersOf(names []string) map[string]string {
	folders, known := map[string]string{}, map[string]bool{}
	for _, name := range names {
		if cleanName(name) {
			known[fold(name)] = true
		}
	}
	for _, name := range names {
		if !cleanName(name) {
			continue
		}
		for folder := parent(fold(name)); folder != ""; folder = parent(folder) {
			if known[folder] {
				folders[folder] = name
			}
		}
	}
	return folders
}

// fold returns the form in which names that differ in case are equal.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// parent returns the folder that a name lies in, "" at the top.
func parent(name string) string { return name[:max(strings.LastIndexByte(name, '/'), 0)] }

func cleanName(name string) bool {
	if len(name) > MaxName || strings.Count(name, "/") >= MaxParts || name == "." || !fs.ValidPath(name) || strings.ContainsAny(name, `\:*?"<>|`) || strings.ContainsFunc(name, unfit) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || isDevice(part)
	})
}

// unfit reports whether a character is not seen or changes with the form in
// which a file system keeps names.
func unfit(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || combines(r) || isCompatible(r)
}

// combines reports whether a character may be joined with the one before it.
func combines(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r == 0x3099 || r == 0x309A || r >= 0x1100 && r <= 0x11FF
}

// isCompatible reports whether a character is in a block of the compatibility
// ideographs, which stand for others.
func isCompatible(r rune) bool {
	return r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F
}

// isDevice reports whether a part of a name means a device where file systems
// have such names.
func isDevice(part string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	stem = strings.TrimRight(stem, " ")
	if slices.Contains([]string{"con", "prn", "aux", "nul", "conin$", "conout$"}, stem) {
		return true
	}
	port, numbered := strings.CutPrefix(stem, "com")
	if !numbered {
		port, numbered = strings.CutPrefix(stem, "lpt")
	}
	return numbered && slices.Contains(strings.Split("0 1 2 3 4 5 6 7 8 9 \u00b9 \u00b2 \u00b3", " "), port)
}
