// Package figure computes the plan's figures (指标) and cross-checks (勾稽) from
// the rows of a campaign, in exact decimals. Nothing else computes a figure:
// the summary, the notice and the audit only print what stands here, and every
// figure knows the rows behind it.
package figure
