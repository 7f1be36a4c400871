package engine

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"
)

// rowWriter writes rows as COPY reads them in binary: no value is formatted only to
// be parsed again, and none is an object of its own.
type rowWriter struct{ buf []byte }

func (w *rowWriter) begin(fields int) { w.buf = binary.BigEndian.AppendUint16(w.buf, uint16(fields)) }

func (w *rowWriter) null() { w.buf = binary.BigEndian.AppendUint32(w.buf, 1<<32-1) }

func (w *rowWriter) length(n int) { w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(n)) }

// text is NULL where it is blank.
func (w *rowWriter) text(s string) {
	if s == "" {
		w.null()
		return
	}
	w.filled(s)
}

// filled is a text that must not be NULL.
func (w *rowWriter) filled(s string) {
	w.length(len(s))
	w.buf = append(w.buf, s...)
}

func (w *rowWriter) integer(n int) {
	w.length(4)
	w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(int32(n)))
}

func (w *rowWriter) boolean(b bool) {
	w.length(1)
	if b {
		w.buf = append(w.buf, 1)
	} else {
		w.buf = append(w.buf, 0)
	}
}

var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// date is NULL where the text is no day.
func (w *rowWriter) date(iso string) {
	if iso == "" {
		w.null()
		return
	}
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		w.null()
		return
	}
	w.length(4)
	w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(int32(t.Sub(epoch)/(24*time.Hour))))
}

// number is NULL where the text is none. A numeric is digits to the base of 10,000,
// those of the first before the point.
func (w *rowWriter) number(s string) {
	if s == "" {
		w.null()
		return
	}
	whole, fraction, negative, plain := digitsOf(s)
	if !plain {
		d, err := decimal.NewFromString(s)
		if err != nil {
			w.null()
			return
		}
		whole, fraction, negative, _ = digitsOf(d.String())
	}
	at := len(w.buf)
	w.buf = append(w.buf, make([]byte, 12)...) // length, digits, weight, sign, scale
	whole = strings.TrimLeft(whole, "0")
	n, weight := 0, (len(whole)+3)/4-1
	for group := range w.groups(whole, fraction) {
		w.buf = binary.BigEndian.AppendUint16(w.buf, group)
		n++
	}
	sign := uint16(0)
	if negative {
		sign = 0x4000
	}
	head := w.buf[at:]
	binary.BigEndian.PutUint32(head, uint32(8+2*n))
	binary.BigEndian.PutUint16(head[4:], uint16(n))
	binary.BigEndian.PutUint16(head[6:], uint16(int16(weight)))
	binary.BigEndian.PutUint16(head[8:], sign)
	binary.BigEndian.PutUint16(head[10:], uint16(len(fraction)))
}

// groups are the digits in fours from the point outward.
func (w *rowWriter) groups(whole, fraction string) func(func(uint16) bool) {
	return func(yield func(uint16) bool) {
		for len(whole) > 0 {
			n := (len(whole)-1)%4 + 1
			if !yield(four(whole[:n], 0)) {
				return
			}
			whole = whole[n:]
		}
		for len(fraction) > 0 {
			n := min(4, len(fraction))
			if !yield(four(fraction[:n], 4-n)) {
				return
			}
			fraction = fraction[n:]
		}
	}
}

func four(digits string, noughts int) (out uint16) {
	for i := range len(digits) {
		out = out*10 + uint16(digits[i]-'0')
	}
	for range noughts {
		out *= 10
	}
	return out
}

// digitsOf parts a number at its point; false for one that is written otherwise.
func digitsOf(s string) (whole, fraction string, negative, plain bool) {
	if s[0] == '-' {
		negative, s = true, s[1:]
	}
	whole, fraction, _ = strings.Cut(s, ".")
	for _, part := range []string{whole, fraction} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return "", "", false, false
			}
		}
	}
	return whole, fraction, negative, whole+fraction != "" && len(fraction) < 1<<14
}

// value is any of those above.
func (w *rowWriter) value(v any) {
	switch v := v.(type) {
	case nil:
		w.null()
	case string:
		w.filled(v)
	case int:
		w.integer(v)
	case bool:
		w.boolean(v)
	case pgtype.Date:
		w.date(v.Time.Format(time.DateOnly))
	case decimal.Decimal:
		w.number(v.String())
	default:
		panic(fmt.Sprintf("engine: a value of %T", v))
	}
}

// rowsAtOnce is how many rows are written by one goroutine before they are sent.
const rowsAtOnce = 2048

var copyHead, copyTail = []byte("PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00"), []byte{0xff, 0xff}

// stream gives the rows of a table, written by several goroutines, in their order.
type stream struct {
	parts   chan chan []byte
	current []byte
	done    context.CancelFunc
}

// stream begins to write the rows.
func (s *tableRows) stream(ctx context.Context) *stream {
	ctx, cancel := context.WithCancel(ctx)
	out := &stream{parts: make(chan chan []byte, 3), current: copyHead, done: cancel}
	go func() {
		defer close(out.parts)
		for from := 0; from < s.n; from += rowsAtOnce {
			part := make(chan []byte, 1)
			select {
			case out.parts <- part:
			case <-ctx.Done():
				return
			}
			go func() {
				w := &rowWriter{buf: make([]byte, 0, rowsAtOnce*256)}
				for i := from; i < min(s.n, from+rowsAtOnce); i++ {
					w.begin(len(s.table.columns))
					s.row(i, w)
				}
				part <- w.buf
			}()
		}
		end := make(chan []byte, 1)
		end <- copyTail
		select {
		case out.parts <- end:
		case <-ctx.Done():
		}
	}()
	return out
}

func (s *stream) Read(b []byte) (int, error) {
	for len(s.current) == 0 {
		part, more := <-s.parts
		if !more {
			return 0, io.EOF
		}
		s.current = <-part
	}
	n := copy(b, s.current)
	s.current = s.current[n:]
	return n, nil
}

// copyIn sends the rows of a table into a table with its columns.
func copyIn(ctx context.Context, tx pgx.Tx, into string, s *tableRows) (int64, error) {
	rows := s.stream(ctx)
	defer rows.done()
	tag, err := tx.Conn().PgConn().CopyFrom(ctx, rows, fmt.Sprintf("COPY %s (%s) FROM STDIN BINARY", into, idents(s.table.names())))
	return tag.RowsAffected(), err
}

// only are some of the rows.
func (s *tableRows) only(which []int) *tableRows {
	return &tableRows{table: s.table, n: len(which), row: func(i int, w *rowWriter) { s.row(which[i], w) }}
}
