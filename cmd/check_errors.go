package cmd

// checkError is an input of check that cannot be used.
type checkError struct{ name, problem, hint string }

func (e *checkError) Error() string { return e.name + ": " + e.problem }
