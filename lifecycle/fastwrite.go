package lifecycle

import (
	"encoding/json"
	"time"
)

// appendText appends the text as encoding/json writes it.
func appendText(buf []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			data, err := json.Marshal(s)
			return append(buf, data...), err
		}
	}
	buf = append(buf, '"')
	buf = append(buf, s...)
	return append(buf, '"'), nil
}

// appendJSON appends the fact as encoding/json writes it.
func (f *Fact) appendJSON(buf []byte) ([]byte, error) {
	if !isYear(f.At) {
		data, err := json.Marshal(f) // says what is wrong with the time
		return append(buf, data...), err
	}
	value, err := f.Value.MarshalJSON()
	if err != nil {
		return nil, err
	}
	if buf, err = appendText(append(buf, `{"name":`...), string(f.Name)); err != nil {
		return nil, err
	}
	buf = append(append(buf, `,"value":`...), value...)
	buf = f.At.AppendFormat(append(buf, `,"at":"`...), time.RFC3339Nano)
	buf = append(buf, '"')
	if f.Source != "" {
		if buf, err = appendText(append(buf, `,"source":`...), f.Source); err != nil {
			return nil, err
		}
	}
	return append(buf, '}'), nil
}

// payloadJSON returns the payload as encoding/json writes it. What is JSON that
// encoding/json has written.
func payloadJSON(reason string, what []byte, sealed []sealedText) ([]byte, error) {
	if len(sealed) > 0 {
		return json.Marshal(payload{reason, what, sealed})
	}
	buf := append(make([]byte, 0, len(reason)+len(what)+32), '{')
	if reason != "" {
		var err error
		if buf, err = appendText(append(buf, `"reason":`...), reason); err != nil {
			return nil, err
		}
		buf = append(buf, ',')
	}
	buf = append(append(buf, `"what":`...), what...)
	return append(buf, '}'), nil
}
