// Package phrase holds the words: labels, and a sentence in English and
// Simplified Chinese for every code that a check of ours reports.
//
//	say := phrase.In(phrase.ZhCN)
//	fmt.Println(say.Finding(f), say.Remedy(f))
//	fmt.Println(say.Label("total_float"))
//
// A sentence is a template with slots for what the finding is about:
//
//	"{subject} finishes {got}, after its deadline {want}[ (with {related})]"
//
// The slots are {subject}, {id}, {kind}, {field}, {place}, {want}, {got},
// {related} and {count}, the number of related things. {field} is the field of
// the subject in words, {place} the same as it stands in the data. What stands between square brackets
// is left out where one of its slots is empty. Both languages of an entry use
// the same slots.
//
// The words are data: one file a room in the folder words, read once. A host
// adds sentences for its own codes with [Book.With]. A code without words is
// never lost: it is shown in a readable form with all its slots, and
// [Book.Known] tells it apart.
//
// All types are immutable and safe for concurrent use.
//
// Stable: the exported names, the keys of labels and the slots. The wording
// may be bettered at any time; programs compare codes, not sentences.
package phrase
