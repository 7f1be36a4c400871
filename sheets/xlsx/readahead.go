package xlsx

import (
	"io"
	"sync"
)

const (
	aheadBytes  = 128 << 10 // one block
	aheadBlocks = 4
)

// readAhead reads a source in a goroutine of its own, a few blocks ahead, so
// that a large part is inflated on one core while it is parsed on another.
type readAhead struct {
	src    io.ReadCloser
	blocks chan block
	spare  chan []byte
	stop   chan struct{}
	done   sync.WaitGroup
	cur    block
	pos    int
}

type block struct {
	data []byte
	err  error // what followed the data
}

func newReadAhead(src io.ReadCloser) *readAhead {
	r := &readAhead{
		src:    src,
		blocks: make(chan block, aheadBlocks),
		spare:  make(chan []byte, aheadBlocks),
		stop:   make(chan struct{}),
	}
	for range aheadBlocks {
		r.spare <- make([]byte, aheadBytes)
	}
	r.done.Go(r.run)
	return r
}

func (r *readAhead) run() {
	for {
		var buf []byte
		select {
		case buf = <-r.spare:
		case <-r.stop:
			return
		}
		n, err := readBlock(r.src, buf)
		r.blocks <- block{buf[:n], err} // never blocks: there are no more buffers than room
		if err != nil {
			return
		}
	}
}

// readBlock fills buf unless the source ends before.
func readBlock(src io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = src.Read(buf[n:])
		n += m
	}
	return n, err
}

func (r *readAhead) Read(b []byte) (int, error) {
	for r.pos == len(r.cur.data) {
		if r.cur.err != nil {
			return 0, r.cur.err
		}
		if r.cur.data != nil {
			r.spare <- r.cur.data[:cap(r.cur.data)]
		}
		r.cur, r.pos = <-r.blocks, 0
	}
	n := copy(b, r.cur.data[r.pos:])
	r.pos += n
	return n, nil
}

// Close stops the goroutine and waits for its end.
func (r *readAhead) Close() error {
	close(r.stop)
	r.done.Wait()
	return r.src.Close()
}
