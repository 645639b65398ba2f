package portfolio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// object is one that is being read: its members so far, and whether a name is
// next. An array has no members.
type object struct {
	members map[string]bool
	named   bool
}

// onceEach returns an error for a member that an object has twice, letter by
// letter: groups whose names differ in case only are two.
func onceEach(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	open := []*object{{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		now := open[len(open)-1]
		name, isText := token.(string)
		if now.members != nil && !now.named && isText {
			if now.members[name] {
				return fmt.Errorf("member %.40q twice", name)
			}
			now.members[name], now.named = true, true
			continue
		}
		now.named = false
		switch token {
		case json.Delim('{'):
			open = append(open, &object{members: map[string]bool{}})
		case json.Delim('['):
			open = append(open, &object{})
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
	}
}
