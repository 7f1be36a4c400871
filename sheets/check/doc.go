// Package check holds rows against the plan: the validator tags of the columns,
// the references between ledgers, and the rules (规则) of a stage. It reports
// everything at once, one finding a cell, and stays silent about cells that
// could not be read in the first place.
package check
