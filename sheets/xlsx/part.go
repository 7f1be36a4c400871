package xlsx

import (
	"archive/zip"
	"bufio"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// partReader inflates one part and, at its end, compares size and checksum
// with the directory. Only when all of it agrees does Read return io.EOF.
type partReader struct {
	name string
	size int64 // as the directory states it
	want uint32
	from *meteredReader
	n    int64
	crc  uint32
	in   *bufio.Reader // the stored bytes
	out  io.Reader     // the inflated bytes
	pool *inflater     // to give back
	err  error
}

// inflater is what reading a part needs and what is worth keeping.
type inflater struct {
	in    *bufio.Reader
	flate io.ReadCloser
}

var inflaters = sync.Pool{New: func() any {
	return &inflater{in: bufio.NewReaderSize(nil, 32<<10), flate: flate.NewReader(nil)}
}}

func newPartReader(name string, f *zip.File, from *meteredReader) (*partReader, error) {
	p := &partReader{name: name, from: from, size: int64(f.UncompressedSize64), want: f.CRC32}
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, p.damage(msgCut)
	}
	p.pool = inflaters.Get().(*inflater)
	p.in = p.pool.in
	p.in.Reset(raw)
	switch f.Method {
	case zip.Store:
		p.out = p.in
	case zip.Deflate:
		if err := p.pool.flate.(flate.Resetter).Reset(p.in, nil); err != nil {
			return nil, p.damage(msgInflate)
		}
		p.out = p.pool.flate
	default:
		return nil, p.damage(msgMethod)
	}
	return p, nil
}

// damage says what is wrong with the part, unless it is the file system that
// failed.
func (p *partReader) damage(message string) error {
	if err := p.from.failure(); err != nil {
		return err
	}
	return &DamageError{Part: p.name, Message: message, Fix: fixDamage}
}

func (p *partReader) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.out.Read(b)
	p.n += int64(n)
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b[:n])
	switch {
	case p.n > p.size:
		p.err = p.damage(msgSize)
		return 0, p.err
	case err == io.EOF:
		p.err = p.atEnd()
	case err != nil:
		p.err = p.damage(msgInflate)
	}
	return n, p.err
}

// atEnd compares what was read with what should have been there.
func (p *partReader) atEnd() error {
	if p.n != p.size {
		return p.damage(msgSize)
	}
	if p.crc != p.want {
		return p.damage(msgChecksum)
	}
	if _, err := p.in.ReadByte(); err != io.EOF {
		return p.damage(msgSize) // stored bytes that belong to nothing
	}
	return io.EOF
}

// Close gives the buffers back.
func (p *partReader) Close() error {
	if p.pool != nil {
		p.in.Reset(nil)
		inflaters.Put(p.pool)
		p.pool = nil
	}
	p.err = io.ErrClosedPipe
	return nil
}
