package desk

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"taizhang/sheets/campaign"
)

// settings are what the desk remembers of a person, outside of any campaign.
type settings struct {
	Name   string   `json:"name"`
	Recent []string `json:"recent"`
}

// SettingsFile is where a person's settings are kept; "" if the system has no
// place for them.
func SettingsFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "taizhang", "desk.json")
}

func readSettings(path string) (s settings) {
	if b, err := os.ReadFile(path); err == nil {
		_ = json.Unmarshal(b, &s)
	}
	return s
}

// save keeps the settings; a place that cannot be written to loses a convenience
// only.
func (s *Server) save() {
	if s.opt.Settings == "" {
		return
	}
	s.mu.Lock()
	b, err := json.Marshal(s.settings)
	s.mu.Unlock()
	if err == nil {
		_ = campaign.WriteBytes(context.Background(), s.opt.Settings, b)
	}
}

const mostRecent = 8

// remember puts a campaign on top of the recent ones.
func (s *Server) remember(dir campaign.Dir) {
	path, err := filepath.Abs(string(dir))
	if err != nil {
		return
	}
	s.mu.Lock()
	list := slices.DeleteFunc(s.settings.Recent, func(p string) bool { return p == path })
	list = append([]string{path}, list...)
	s.settings.Recent = list[:min(len(list), mostRecent)]
	s.mu.Unlock()
	s.save()
}

func planThere(dir campaign.Dir) bool {
	info, err := os.Stat(dir.Plan())
	return err == nil && info.Mode().IsRegular()
}
