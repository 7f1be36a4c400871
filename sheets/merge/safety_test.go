package merge

func childMain() bool { return false }
