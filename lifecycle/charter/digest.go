package charter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// Digest is the SHA-256 of a canonical form, written "sha256:" and 64
// hexadecimal digits. Equal contents have equal digests; the order of lists
// and the difference between an empty list and none are no content.
type Digest string

// Short returns the first twelve hexadecimal digits, for people to compare.
func (d Digest) Short() string {
	text := strings.TrimPrefix(string(d), "sha256:")
	return text[:min(12, len(text))]
}

// Digest returns the digest of the goal without its attestations: what an
// attestation speaks of.
func (g Goal) Digest() Digest {
	g.Attestations = nil
	return digestOf("goal", g)
}

// digestOf hashes a value under the name of its form.
func digestOf[T any](form string, value T) Digest {
	sum := sha256.Sum256(append([]byte("milepost.charter/1 "+form+"\n"), canonical(value)...))
	return Digest("sha256:" + hex.EncodeToString(sum[:]))
}

// canonical returns the JSON of a value with the members of objects sorted by
// name and the items of arrays by their own canonical form. It returns nothing
// for a value that has no JSON, which no type of this package is.
func canonical[T any](value T) []byte {
	data, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	return sortedJSON(data)
}

// sortedJSON brings one JSON value into canonical form.
func sortedJSON(data []byte) []byte {
	data = bytes.TrimSpace(data)
	switch {
	case len(data) == 0:
		return nil
	case data[0] == '[':
		var items []json.RawMessage
		if json.Unmarshal(data, &items) != nil {
			return nil
		}
		parts := make([][]byte, len(items))
		for i, item := range items {
			parts[i] = sortedJSON(item)
		}
		slices.SortFunc(parts, bytes.Compare)
		return wrapped('[', parts, ']')
	case data[0] == '{':
		return sortedObject(data)
	}
	return data
}

func sortedObject(data []byte) []byte {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return nil
	}
	var parts [][]byte
	for name, value := range members {
		if v := sortedJSON(value); !empty(v) {
			key, err := json.Marshal(name)
			if err != nil {
				return nil
			}
			parts = append(parts, append(append(key, ':'), v...))
		}
	}
	slices.SortFunc(parts, bytes.Compare)
	return wrapped('{', parts, '}')
}

// empty reports whether a member says nothing: a form that writes it and one
// that leaves it out have one digest.
func empty(v []byte) bool {
	switch string(v) {
	case "null", "[]", "{}", `""`, "0":
		return true
	}
	return false
}

func wrapped(open byte, parts [][]byte, shut byte) []byte {
	return append(append([]byte{open}, bytes.Join(parts, []byte{','})...), shut)
}
