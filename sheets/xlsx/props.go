package xlsx

// properties reads the custom document properties.
func (c *container) properties(part string) (map[string]string, error) {
	props := map[string]string{}
	if part == "" {
		return props, nil
	}
	err := c.read(part, nsCustom, "Properties", func(d *document) {
		if !d.is(nsCustom, "property") {
			return
		}
		name := d.xstring("name")
		if _, ok := props[name]; ok || name == "" {
			d.fail(msgProperty)
		}
		if len(props) >= c.limits.Names {
			d.err = tooMany(part, "自定义属性过多。")
		}
		var value []byte
		d.children(func() {
			// A list has no single text and is left empty.
			if d.ns == nsVariant && string(d.name) != "vector" && string(d.name) != "array" {
				value = d.appendText(value)
			}
		})
		props[name] = string(unescape(value))
	})
	return props, err
}
