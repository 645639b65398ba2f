package sqlstore

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
)

// proxy passes connections on to a server and can cut the next append off.
type proxy struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	armed string // "": no; "before": the next statement never arrives; "after": its answer never does
	open  map[net.Conn]bool
}

func newProxy(to string) (*proxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{listener: l, to: to, open: map[net.Conn]bool{}}
	go p.accept()
	return p, nil
}

func (p *proxy) address() string { return p.listener.Addr().String() }

func (p *proxy) close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.open {
		_ = c.Close()
	}
	return p.listener.Close()
}

func (p *proxy) arm(stored bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.armed = "before"; stored {
		p.armed = "after"
	}
}

// fires reports whether the proxy is armed so, and disarms it.
func (p *proxy) fires(how string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.armed != how {
		return false
	}
	p.armed = ""
	return true
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.to)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.mu.Lock()
		p.open[client], p.open[server] = true, true
		p.mu.Unlock()
		go p.requests(client, server)
		go p.answers(client, server)
	}
}

func (p *proxy) end(a, b net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, a)
	delete(p.open, b)
	_, _ = a.Close(), b.Close()
}

// requests passes on what the client says.
func (p *proxy) requests(client, server net.Conn) {
	defer p.end(client, server)
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if err != nil || p.fires("before") {
			return
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// answers passes on what the server says, message by message. An answer that
// says that rows were inserted comes after they were committed, once the server
// is ready for more; when armed it is cut off there.
func (p *proxy) answers(client, server net.Conn) {
	defer p.end(client, server)
	var held []byte
	inserted := false
	for {
		kind, message, err := readMessage(server)
		if err != nil {
			return
		}
		inserted = inserted || kind == 'C' && len(message) > 11 && string(message[5:11]) == "INSERT"
		held = append(held, message...)
		if inserted && kind != 'Z' {
			continue
		}
		if inserted && p.fires("after") {
			return
		}
		if _, err := client.Write(held); err != nil {
			return
		}
		held, inserted = held[:0], false
	}
}

// readMessage reads one message of PostgreSQL's protocol.
func readMessage(r io.Reader) (byte, []byte, error) {
	head := make([]byte, 5)
	if _, err := io.ReadFull(r, head); err != nil {
		return 0, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size < 4 || size > 1<<30 {
		return 0, nil, errors.New("no message")
	}
	message := make([]byte, 1+size)
	copy(message, head)
	_, err := io.ReadFull(r, message[5:])
	return head[0], message, err
}
