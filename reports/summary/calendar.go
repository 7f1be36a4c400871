package summary

import (
	"fmt"

	"taizhang/sheets"
	"taizhang/sheets/deadline"
	canon "taizhang/templates/cell"
)

// calendar knows today, where rows stand against their deadlines, and the tones
// of the lights.
type calendar struct {
	*deadline.Day
	lights []light // the most urgent first
}

// light shows when no more than some days are left.
type light struct {
	tone tone
	name string
	days int
}

// tones of the lights.
var tones = map[deadline.Light]tone{deadline.Red: red, deadline.Yellow: yellow, deadline.Green: green}

// words say for which days left the i-th light shows.
func (c *calendar) words(i int) string {
	l := c.lights[i]
	switch {
	case i > 0 && c.lights[i-1].days+1 < l.days:
		return fmt.Sprintf("还剩%d至%d%s", c.lights[i-1].days+1, l.days, c.Unit())
	case i > 0:
		return fmt.Sprintf("还剩%d%s", l.days, c.Unit())
	case l.days == 0:
		return "今天到期或已超期"
	}
	return fmt.Sprintf("还剩%d%s及以下或已超期", l.days, c.Unit())
}

func newCalendar(data *sheets.Data, asOf string) (*calendar, error) {
	if day(asOf) == "" {
		return nil, fmt.Errorf("截至日期“%s”不是 2021-11-20 的样子", asOf)
	}
	c := &calendar{Day: deadline.On(asOf, data)}
	for l := deadline.Red; l > deadline.NoLight; l-- {
		if n, ok := c.Threshold(l); ok {
			c.lights = append(c.lights, light{tones[l], l.Name(), n})
		}
	}
	return c, nil
}

// alert is the light in words, so that it also reads in grey print.
func (c *calendar) alert(s deadline.Standing) cell {
	switch {
	case s.Closed:
		return cell{text: "已办结", tone: done}
	case s.Done:
		return cell{text: "已完成", tone: done}
	}
	words := s.Words()
	if s.ByLook { // no column shown holds it
		words += "（回头看定" + canon.MonthDay(s.Due) + "）"
	}
	return cell{text: words, tone: tones[s.Light]}
}
