package lifecycle

import "iter"

// Checkpoint names a place in a history by its hash. Kept outside the log, or
// published, it proves later that the history up to there is the same: without
// one, nobody can tell a history that was cut short or wholly rewritten.
type Checkpoint struct {
	Stream  StreamID `json:"stream"`
	Version Version  `json:"version"`
	Hash    Digest   `json:"hash"`
}

// Verify checks that the events are the whole history of the stream as it was
// written: that no version is missing, that each event has the hash it carries,
// that each carries the hash of its predecessor, and that it agrees with the
// anchors, checkpoints of the same stream that were kept elsewhere. It returns
// the checkpoint of the last event. A history without events is in order, too:
// its checkpoint has version 0. See [Engine.Verify], which says that there is no
// project.
//
// The first bad entry is named by a [*CorruptError]. An anchor of another
// stream is ErrInvalid. An error that the sequence yields is returned as it is.
func Verify(id StreamID, history iter.Seq2[Recorded, error], anchors ...Checkpoint) (Checkpoint, error) {
	head := Checkpoint{Stream: id}
	for _, a := range anchors {
		if a.Stream != id {
			return Checkpoint{}, invalid("anchor of stream %q in the history of %q", shorten(string(a.Stream)), shorten(string(id)))
		}
	}
	kept := map[Version][]Digest{}
	for _, a := range anchors {
		kept[a.Version] = append(kept[a.Version], a.Hash)
	}
	for r, err := range history {
		if err != nil {
			return Checkpoint{}, err
		}
		if err := head.follow(&r, kept); err != nil {
			return Checkpoint{}, err
		}
	}
	for _, a := range anchors {
		if a.Version > head.Version {
			return Checkpoint{}, &CorruptError{id, head.Version + 1, CodeHistoryShort, ""}
		}
	}
	return head, nil
}

// follow checks that the event comes next and goes on to it.
func (c *Checkpoint) follow(r *Recorded, anchors map[Version][]Digest) error {
	at := c.Version + 1
	switch hash := r.hash(c.Stream, at); {
	case r.Version != at:
		return &CorruptError{c.Stream, at, CodeHistoryGap, ""}
	case r.Stream != c.Stream:
		return &CorruptError{c.Stream, at, CodeHistoryStream, string(r.Stream)}
	case r.Meta[MetaHash] != string(hash):
		return &CorruptError{c.Stream, at, CodeHistoryChanged, ""}
	case r.Meta[MetaPrev] != string(c.Hash):
		return &CorruptError{c.Stream, at, CodeHistoryUnchained, ""}
	default:
		c.Version, c.Hash = at, hash
	}
	for _, hash := range anchors[at] {
		if hash != c.Hash {
			return &CorruptError{c.Stream, at, CodeHistoryOther, ""}
		}
	}
	return nil
}
