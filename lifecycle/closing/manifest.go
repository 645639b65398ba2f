package closing

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/milepost-go/milepost/lifecycle/finding"
	"github.com/milepost-go/milepost/schedule/calendar"
)

// Manifest lists what an archive of a project holds, each item with its
// digest, so that anybody can check later that nothing was changed, lost or
// slipped in. It is a plain value.
type Manifest struct {
	Project string        `json:"project"` // id
	On      calendar.Date `json:"on"`      // when the archive was made
	By      string        `json:"by"`      // actor id
	Items   []Item        `json:"items"`   // by name
	// Classes says how long items are kept. An item names one of them.
	Classes []Retention `json:"classes,omitempty"`
	// Excepted lists kinds that are missing with somebody's permission.
	Excepted []Exception `json:"excepted,omitempty"`
	// Digest is that of everything above, see [Manifest.Seal].
	Digest string `json:"digest"`
}

// Item is one file of an archive.
type Item struct {
	Name      string `json:"name"` // clean relative path with slashes, see [CheckNames]
	Kind      Kind   `json:"kind"`
	Language  string `json:"language,omitempty"` // such as "en" or "zh-CN"
	MediaType string `json:"media_type"`         // such as "text/markdown"
	Size      int64  `json:"size"`               // bytes
	Digest    string `json:"digest"`             // "sha256:" and 64 hexadecimal digits
	Retention string `json:"retention"`          // id of a class
}

// Kind says what an item is. Hosts may have kinds of their own.
type Kind string

// The kinds that a project usually files.
const (
	CharterItem    Kind = "charter"
	PlanItem       Kind = "plan"
	BaselinesItem  Kind = "baselines"
	ReportItem     Kind = "report"
	RiskItem       Kind = "risk_register"
	MilestonesItem Kind = "milestones"
	ChangesItem    Kind = "changes"
	DecisionsItem  Kind = "decisions"
	LogItem        Kind = "log"
	MinutesItem    Kind = "minutes"
	OutcomeItem    Kind = "outcome"
	LessonsItem    Kind = "lessons"
)

// Retention is a class of items that are kept for the same time.
type Retention struct {
	ID    string `json:"id"`
	Years int    `json:"years"`           // from the day of the archive; 0: for ever
	Basis string `json:"basis,omitempty"` // the law or rule that asks for it
}

// Exception permits that a kind is missing.
type Exception struct {
	Kind   Kind          `json:"kind"`
	Reason string        `json:"reason"`
	By     string        `json:"by"` // actor id
	On     calendar.Date `json:"on"`
}

// Requirement says what an archive must hold.
type Requirement struct {
	Kind Kind `json:"kind"`
	// Languages asks for at least one item of the kind in each; none asks for
	// at least one item.
	Languages []string `json:"languages,omitempty"`
}

// Required returns what is asked of every archive unless the host has its own
// list: charter, plan, baselines, risk register, milestone records, changes,
// decisions and log, and a report in each of the languages given (without any,
// one report). The caller owns the slice.
func Required(languages ...string) []Requirement {
	return []Requirement{{Kind: CharterItem}, {Kind: PlanItem}, {Kind: BaselinesItem}, {Kind: ReportItem, Languages: slices.Clone(languages)},
		{Kind: RiskItem}, {Kind: MilestonesItem}, {Kind: ChangesItem}, {Kind: DecisionsItem}, {Kind: LogItem}}
}

// Describe reads content to its end and returns the item with its size and
// digest. The error is that of the reader.
func Describe(item Item, content io.Reader) (Item, error) {
	hash := sha256.New()
	n, err := io.Copy(hash, content)
	if err != nil {
		return Item{}, fmt.Errorf("closing: %.80q: %w", item.Name, err)
	}
	item.Size, item.Digest = n, digestText(hash.Sum(nil))
	return item, nil
}

func digestText(sum []byte) string { return "sha256:" + hex.EncodeToString(sum) }

// Seal returns a copy of the manifest with its lists in order and its own
// digest. The receiver stays as it was.
func (m Manifest) Seal() (Manifest, error) {
	m = m.sorted()
	digest, err := m.digest()
	m.Digest = digest
	return m, err
}

// Intact reports whether the manifest is as it was sealed.
func (m Manifest) Intact() bool {
	digest, err := m.sorted().digest()
	return err == nil && m.Digest == digest
}

// sorted returns a copy with its lists in order.
func (m Manifest) sorted() Manifest {
	m.Items, m.Classes, m.Excepted = append([]Item{}, m.Items...), slices.Clone(m.Classes), slices.Clone(m.Excepted)
	slices.SortStableFunc(m.Items, func(a, b Item) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(m.Classes, func(a, b Retention) int { return strings.Compare(a.ID, b.ID) })
	slices.SortStableFunc(m.Excepted, func(a, b Exception) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Reason, b.Reason))
	})
	return m
}

// digest hashes everything but the digest itself.
func (m Manifest) digest() (string, error) {
	m.Digest = ""
	data, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("closing: manifest: %w", err)
	}
	sum := sha256.Sum256(append([]byte(Format+"\n"), data...))
	return digestText(sum[:]), nil
}

// Check reports, sorted, what is wrong with the manifest by itself: names that
// [CheckNames] refuses, items without kind, media type, retention class or a
// proper digest, exceptions without reason, person or date, a digest of its
// own that does not fit; and what the requirements miss. A missing kind that
// is excepted is only worth knowing.
func (m Manifest) Check(required []Requirement) []finding.Finding {
	found := append(CheckNames(m.names()), m.checkItems()...)
	add := func(code finding.Code, ref finding.Ref, remedy finding.Code) {
		found = append(found, finding.Finding{Code: code, Subject: ref, Remedy: remedy})
	}
	if !m.Intact() {
		add(CodeManifestBroken, finding.Ref{Kind: "manifest", ID: m.Project, Field: "digest"}, RemedySeal)
	}
	for _, f := range []struct{ name, text string }{{"project", m.Project}, {"by", m.By}, {"on", m.On.String()}} {
		if f.text == "" {
			add(CodeManifestIncomplete, finding.Ref{Kind: "manifest", ID: m.Project, Field: f.name}, RemedyCompleteManifest)
		}
	}
	for _, e := range m.Excepted {
		if e.Kind == "" || e.Reason == "" || e.By == "" || e.On.IsZero() {
			add(CodeExceptionOpen, finding.Ref{Kind: "exception", ID: string(e.Kind)}, RemedyCompleteManifest)
		}
	}
	for _, r := range required {
		found = append(found, m.missing(r)...)
	}
	finding.Sort(found)
	return found
}

func (m Manifest) names() []string {
	names := make([]string, len(m.Items))
	for i, item := range m.Items {
		names[i] = item.Name
	}
	return names
}

func (m Manifest) checkItems() []finding.Finding {
	var found []finding.Finding
	for _, item := range m.Items {
		add := func(code finding.Code, field string, got finding.Value, remedy finding.Code) {
			found = append(found, finding.Finding{Code: code, Subject: itemRef(item.Name, field), Got: got, Remedy: remedy})
		}
		for _, f := range []struct{ name, text string }{{"kind", string(item.Kind)}, {"media_type", item.MediaType}} {
			if f.text == "" {
				add(CodeItemIncomplete, f.name, nothing, RemedyCompleteManifest)
			}
		}
		if !slices.ContainsFunc(m.Classes, func(c Retention) bool { return c.ID == item.Retention }) {
			add(CodeNoRetention, "retention", finding.Text(item.Retention), RemedyNameRetention)
		}
		if !properDigest(item.Digest) || item.Size < 0 {
			add(CodeBadDigest, "digest", finding.Text(item.Digest), RemedyDescribeItem)
		}
	}
	return found
}

func properDigest(text string) bool {
	digits, ok := strings.CutPrefix(text, "sha256:")
	return ok && len(digits) == 64 && strings.Trim(digits, "0123456789abcdef") == ""
}

func itemRef(name, field string) finding.Ref {
	return finding.Ref{Kind: "item", ID: name, Field: field}
}

// missing reports what a requirement misses, once for each language.
func (m Manifest) missing(r Requirement) []finding.Finding {
	languages := r.Languages
	if len(languages) == 0 {
		languages = []string{""}
	}
	excepted := slices.ContainsFunc(m.Excepted, func(e Exception) bool { return e.Kind == r.Kind })
	var found []finding.Finding
	for _, language := range languages {
		if slices.ContainsFunc(m.Items, func(i Item) bool { return i.Kind == r.Kind && (language == "" || i.Language == language) }) {
			continue
		}
		f := finding.Finding{Code: CodeMissingKind, Subject: finding.Ref{Kind: "kind", ID: string(r.Kind)}, Remedy: RemedyFileItem}
		if language != "" {
			f.Want = finding.Text(language)
		}
		if excepted {
			f.Code, f.Severity, f.Remedy = CodeKindExcepted, finding.Info, ""
		}
		found = append(found, f)
	}
	return found
}
