package book

import (
	"bytes"
	"hash/crc32"
	"runtime"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zip"
)

// level is where compression stops being worth its time.
const level = 5

// blockBytes is how much of a part is deflated at a time.
const blockBytes = 1 << 20

// textBytes is room for a block and the row that fills it.
const textBytes = blockBytes + blockBytes/4

// part is a part of the package on its way: its blocks are deflated beside each
// other and joined to one stream.
type part struct {
	text   []byte // of the block under way
	blocks []*block
	work   sync.WaitGroup
	loose  bool // not deflated
}

// block is a piece of a part.
type block struct {
	stored []byte
	crc    uint32
	size   int64
}

var (
	texts     = sync.Pool{New: func() any { return new([textBytes]byte) }}
	deflaters = sync.Pool{New: func() any {
		w, err := flate.NewWriter(nil, level)
		if err != nil {
			panic(err) // the level is one
		}
		return w
	}}
	// packed are for what a block becomes, before it is kept in just the room it takes.
	packed = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	// hands are the cores beside the one that makes the text.
	hands = make(chan bool, runtime.GOMAXPROCS(0))
)

func newPart(loose bool) *part { return &part{text: emptyText(), loose: loose} }

func emptyText() []byte { return texts.Get().(*[textBytes]byte)[:0] }

// giveBack keeps the memory of a text for another one, unless it has outgrown it.
func giveBack(text []byte) {
	if cap(text) == textBytes {
		texts.Put((*[textBytes]byte)(text[:cap(text)]))
	}
}

// pass hands on the block under way if it is large enough.
func (p *part) pass() {
	if len(p.text) >= blockBytes {
		p.seal()
	}
}

// seal ends the block under way. Where no hand is free it is deflated here and
// now, so that text never piles up.
func (p *part) seal() {
	b, text := &block{}, p.text
	p.blocks, p.text = append(p.blocks, b), emptyText()
	select {
	case hands <- true:
		p.work.Go(func() {
			b.fill(text, false, p.loose)
			<-hands
		})
	default:
		b.fill(text, false, p.loose)
	}
}

// fill stores a text and gives its memory back.
func (b *block) fill(text []byte, last, loose bool) {
	b.crc, b.size = crc32.ChecksumIEEE(text), int64(len(text))
	if loose {
		b.stored = bytes.Clone(text)
	} else {
		b.stored = deflated(text, last)
	}
	giveBack(text)
}

// deflated packs a text. All but the last block of a part end at a byte, so that
// they can be joined.
func deflated(text []byte, last bool) []byte {
	out := packed.Get().(*bytes.Buffer)
	defer packed.Put(out)
	out.Reset()
	w := deflaters.Get().(*flate.Writer)
	w.Reset(out)
	w.Write(text) // into memory
	if last {
		w.Close()
	} else {
		w.Flush()
	}
	deflaters.Put(w)
	return bytes.Clone(out.Bytes())
}

// end makes the part whole, with what stands before and after its text.
func (p *part) end(before, after []byte) {
	head, tail := &block{}, &block{}
	if len(p.blocks) == 0 {
		tail.fill(append(append(bytes.Clone(before), p.text...), after...), true, p.loose)
		p.blocks, p.text = []*block{tail}, nil
		return
	}
	head.fill(before, false, p.loose)
	tail.fill(append(p.text, after...), true, p.loose)
	p.work.Wait()
	p.blocks, p.text = append(append([]*block{head}, p.blocks...), tail), nil
}

// rest keeps no more memory than the text under way takes.
func (p *part) rest() {
	text := bytes.Clone(p.text)
	giveBack(p.text)
	p.text = text
}

// drop waits for what is under way.
func (p *part) drop() { p.work.Wait() }

// write puts the part into a package.
func (p *part) write(z *zip.Writer, name string) error {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	if p.loose {
		h.Method = zip.Store
	}
	for _, b := range p.blocks {
		h.CRC32 = joinCRC(h.CRC32, b.crc, b.size)
		h.UncompressedSize64 += uint64(b.size)
		h.CompressedSize64 += uint64(len(b.stored))
	}
	w, err := z.CreateRaw(h)
	if err != nil {
		return err
	}
	for _, b := range p.blocks {
		if _, err := w.Write(b.stored); err != nil {
			return err
		}
		b.stored = nil
	}
	return nil
}

// joinCRC is the checksum of two texts one after the other, from those of each
// and the length of the second: the first is carried through as many zero bytes,
// by repeated squaring of what one zero bit does to a checksum.
func joinCRC(first, second uint32, length int64) uint32 {
	if length == 0 {
		return first
	}
	var power [32]uint32
	power[0] = crc32.IEEE
	for i := 1; i < 32; i++ {
		power[i] = 1 << (i - 1)
	}
	power = squared(squared(squared(power))) // one byte
	for n := length; ; {
		if n&1 != 0 {
			first = applied(&power, first)
		}
		if n >>= 1; n == 0 {
			return first ^ second
		}
		power = squared(power)
	}
}

func applied(m *[32]uint32, v uint32) (sum uint32) {
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 != 0 {
			sum ^= m[i]
		}
	}
	return sum
}

func squared(m [32]uint32) (out [32]uint32) {
	for i, v := range m {
		out[i] = applied(&m, v)
	}
	return out
}
