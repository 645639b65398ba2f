package html

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// browser is a headless Chromium with one page, spoken to in the DevTools
// protocol over two pipes.
type browser struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	session string
	last    int
	wrong   []string // errors of the console, and exceptions
}

// message is an answer or an event.
type message struct {
	ID     int             `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// open starts a browser and opens a page from its bytes. The test is skipped
// where there is no browser.
func open(t *testing.T, page string) *browser {
	t.Helper()
	name := ""
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(n); err == nil && name == "" {
			name = path
		}
	}
	if name == "" {
		t.Skip("no Chromium")
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	toRead, to, err1 := os.Pipe()
	from, fromWrite, err2 := os.Pipe()
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--window-size=1400,900", "--user-data-dir="+t.TempDir(), "about:blank")
	cmd.ExtraFiles = []*os.File{toRead, fromWrite}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	toRead.Close()
	fromWrite.Close()
	kill := time.AfterFunc(2*time.Minute, func() { cmd.Process.Kill() })
	b := &browser{t: t, to: to, from: bufio.NewReaderSize(from, 1<<20)}
	t.Cleanup(func() {
		b.send("Browser.close", nil)
		cmd.Wait()
		kill.Stop()
		to.Close()
		from.Close()
	})
	var target struct{ TargetID string }
	b.into(b.call("Target.createTarget", map[string]any{"url": "about:blank"}), &target)
	var session struct{ SessionID string }
	b.into(b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}), &session)
	b.session = session.SessionID
	for _, domain := range []string{"Runtime.enable", "Log.enable", "Page.enable"} {
		b.call(domain, nil)
	}
	b.call("Page.navigate", map[string]any{"url": (&url.URL{Scheme: "file", Path: file}).String()})
	b.await(`document.readyState === "complete"`)
	return b
}

func (b *browser) into(data json.RawMessage, to any) {
	b.t.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) send(method string, params map[string]any) int {
	b.last++
	m := map[string]any{"id": b.last, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && method != "Browser.close" {
		m["sessionId"] = b.session
	}
	data, err := json.Marshal(m)
	if err == nil {
		_, err = b.to.Write(append(data, 0))
	}
	if err != nil && method != "Browser.close" {
		b.t.Fatal(err)
	}
	return b.last
}

// call waits for the answer, and keeps what went wrong in the meantime.
func (b *browser) call(method string, params map[string]any) json.RawMessage {
	b.t.Helper()
	id := b.send(method, params)
	for {
		data, err := b.from.ReadBytes(0)
		if err != nil {
			b.t.Fatalf("%s: the browser has gone: %v", method, err)
		}
		var m message
		b.into(data[:len(data)-1], &m)
		switch {
		case m.Method == "Runtime.exceptionThrown", m.Method == "Log.entryAdded", m.Method == "Runtime.consoleAPICalled":
			b.wrong = append(b.wrong, string(m.Params))
		case m.ID == id && m.Error != nil:
			b.t.Fatalf("%s: %s", method, m.Error.Message)
		case m.ID == id:
			return m.Result
		}
	}
}

// eval returns the value of an expression as JSON.
func (b *browser) eval(expression string) string {
	b.t.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.into(b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}), &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, r.ExceptionDetails)
	}
	return string(r.Result.Value)
}

// await waits until an expression is true.
func (b *browser) await(expression string) {
	b.t.Helper()
	for range 200 {
		if b.eval(expression) == "true" {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatalf("%s does not come true", expression)
}

// settle waits until the page has painted what it was asked for.
func (b *browser) settle() {
	b.t.Helper()
	b.eval(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))`)
}

// key presses a key.
func (b *browser) key(name string) {
	b.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		p := map[string]any{"type": kind, "key": name}
		if len([]rune(name)) == 1 && kind == "keyDown" {
			p["text"] = name
		}
		b.call("Input.dispatchKeyEvent", p)
	}
	b.settle()
}

// picture keeps a screenshot where MILEPOST_PICTURE names a folder.
func (b *browser) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("MILEPOST_PICTURE")
	if folder == "" {
		return
	}
	var r struct{ Data string }
	b.into(b.call("Page.captureScreenshot", nil), &r)
	data, err := base64.StdEncoding.DecodeString(r.Data)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), data, 0o600)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// quiet fails if anything went wrong in the page.
func (b *browser) quiet() {
	b.t.Helper()
	b.settle()
	if len(b.wrong) > 0 {
		b.t.Errorf("the console says: %s", strings.Join(b.wrong, "\n"))
	}
}

func (b *browser) is(expression, want string) {
	b.t.Helper()
	var got, wanted any
	text := b.eval(expression)
	b.into([]byte(text), &got)
	b.into([]byte(want), &wanted)
	if got != wanted {
		b.t.Errorf("%s is %s, want %s", expression, text, fmt.Sprintf("%.200s", want))
	}
}
