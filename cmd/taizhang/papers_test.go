package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"taizhang/sheets/campaign"
	"taizhang/templates"
)

// newPlanTool: newplan DIR TABLES starts a campaign in DIR on the standard plan
// with the .tsv tables of a folder laid over it, and its 通报模板.txt if there
// is one. It stands for an office that has worked over its plan.
func newPlanTool(args []string) error {
	own, err := templates.ReadTables(os.DirFS(args[1]))
	if err != nil {
		return err
	}
	dir := campaign.Dir(args[0])
	if err := os.MkdirAll(string(dir), 0o755); err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(args[1], "通报模板.txt"))
	if errors.Is(err, fs.ErrNotExist) {
		text, err = []byte(templates.StandardNotice()), nil
	}
	if err != nil {
		return err
	}
	if _, err = newCampaign(context.Background(), dir, templates.Customise(templates.StandardTables(), own), string(text)); err != nil {
		// A plan that is there is replaced: the office saved it anew.
		return campaign.WriteFile(context.Background(), dir.Plan(), func(w io.Writer) error {
			return templates.WriteWorkbook(w, templates.Customise(templates.StandardTables(), own))
		})
	}
	return nil
}
