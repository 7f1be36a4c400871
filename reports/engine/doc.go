// Package engine keeps the masters of many offices in a server that speaks
// PostgreSQL's protocol, and makes reports from there: the rows stay where they
// are, what is counted over them is counted there.
//
// What it guarantees:
//
//   - nothing of it runs, and no connection is made, unless it is asked for;
//   - a load is complete or absent: one transaction, and the figures that the
//     engine counts have to be the master's before it is committed;
//   - the same master twice changes nothing; a load cut off leaves nothing;
//   - numbers are numeric, days are dates, and what is blank is NULL;
//   - a condition or figure that has no SQL is computed here over rows that are
//     fetched, and named; it is never approximated.
package engine
