package master

// SetPerSheet makes sheets hold few lines until the returned function is called.
func SetPerSheet(n int) func() {
	was := perSheet
	perSheet = n
	return func() { perSheet = was }
}
