package closing

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"slices"

	"github.com/milepost-go/milepost/lifecycle/finding"
)

// ManifestName is the name under which an archive holds its manifest. It is
// no item of itself.
const ManifestName = "manifest.json"

// Verify compares an archive with its manifest and names, sorted, every item
// that was changed, every one that is missing or cannot be read, and every one
// that is there without being listed; the manifest itself is checked first.
// It is empty exactly when the archive is what was sealed.
//
// Present lists the names that the archive holds, in any order. Open returns
// the content of one of them; a missing one is an error that wraps
// [fs.ErrNotExist]. Of each item no more is read than its size says and one
// byte. Names that [CheckNames] refuses are not opened.
func Verify(m Manifest, present []string, open func(name string) (io.ReadCloser, error)) []finding.Finding {
	found := CheckNames(m.names())
	if !m.Intact() {
		found = append(found, finding.Finding{Code: CodeManifestBroken, Subject: finding.Ref{Kind: "manifest", ID: m.Project, Field: "digest"}, Remedy: RemedyRestoreArchive})
	}
	listed := map[string]bool{ManifestName: true}
	for _, item := range m.Items {
		if listed[item.Name] {
			continue // said already
		}
		listed[item.Name] = true
		if cleanName(item.Name) {
			found = append(found, verifyItem(item, open)...)
		}
	}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(present))) {
		if !listed[name] {
			found = append(found, finding.Finding{Code: CodeExtraItem, Subject: itemRef(name, ""), Remedy: RemedyRestoreArchive})
		}
	}
	finding.Sort(found)
	return found
}

// VerifyFS verifies an archive that is a file system, such as os.DirFS of its
// folder or a zip.Reader, by the rules of [Verify]. What is neither a folder
// nor a regular file, such as a symbolic link, is not opened: an archive holds
// its content itself.
func VerifyFS(m Manifest, files fs.FS) []finding.Finding {
	var present []string
	var unread []finding.Finding
	irregular := map[string]bool{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			unread = append(unread, unreadable(name, err))
		case !d.IsDir():
			present, irregular[name] = append(present, name), !d.Type().IsRegular()
		}
		return nil
	})
	if err != nil {
		unread = append(unread, unreadable(".", err))
	}
	found := append(Verify(m, present, func(name string) (io.ReadCloser, error) {
		if irregular[name] {
			return nil, errIrregular
		}
		return files.Open(name)
	}), unread...)
	finding.Sort(found)
	return found
}

var errIrregular = errors.New("closing: not a regular file")

func unreadable(name string, err error) finding.Finding {
	return finding.Finding{Code: CodeUnreadable, Subject: itemRef(name, ""), Got: finding.Text(err.Error()), Remedy: RemedyRestoreArchive}
}

// verifyItem compares one item with what is there.
func verifyItem(item Item, open func(string) (io.ReadCloser, error)) []finding.Finding {
	content, err := open(item.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return []finding.Finding{{Code: CodeMissingItem, Subject: itemRef(item.Name, ""), Remedy: RemedyRestoreArchive}}
	}
	if err != nil {
		return []finding.Finding{unreadable(item.Name, err)}
	}
	hash := sha256.New()
	n, err := io.Copy(hash, io.LimitReader(content, max(item.Size, 0)+1))
	if err = errors.Join(err, content.Close()); err != nil {
		return []finding.Finding{unreadable(item.Name, err)}
	}
	changed := finding.Finding{Code: CodeChangedItem, Subject: itemRef(item.Name, "digest"), Want: finding.Text(item.Digest), Remedy: RemedyRestoreArchive}
	switch digest := digestText(hash.Sum(nil)); {
	case n > item.Size:
		changed.Subject.Field, changed.Want, changed.Got = "size", finding.Number(item.Size, "byte"), finding.Unknown("more")
	case n < item.Size:
		changed.Subject.Field, changed.Want, changed.Got = "size", finding.Number(item.Size, "byte"), finding.Number(n, "byte")
	case digest == item.Digest:
		return nil
	default:
		changed.Got = finding.Text(digest)
	}
	return []finding.Finding{changed}
}
