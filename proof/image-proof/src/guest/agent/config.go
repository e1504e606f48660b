package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// Config has every key of the configuration file that the agent knows. The agent exits if it finds another key.
type Config struct {
	Name               string
	Endpoint           string
	Token              string
	NoHTTPS            bool
	ShutdownHook       string
	DisconnectAfterJob bool
	IdleTimeoutSeconds int
	GracePeriodSeconds int
	EnvVars            []string
	Files              []string
	FailOnMissingFiles bool
	UploadJobLogs      string
}

// readConfig reads lines of the form `key: <JSON>`, the YAML that the start script and install.sh write, and what yq writes: text without
// quotes, and lists with a line for each entry.
func readConfig(path string) (*Config, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	config := &Config{}
	fields := map[string]any{
		"name":                          &config.Name,
		"endpoint":                      &config.Endpoint,
		"token":                         &config.Token,
		"no-https":                      &config.NoHTTPS,
		"shutdown-hook-path":            &config.ShutdownHook,
		"disconnect-after-job":          &config.DisconnectAfterJob,
		"disconnect-after-idle-timeout": &config.IdleTimeoutSeconds,
		"interruption-grace-period":     &config.GracePeriodSeconds,
		"env-vars":                      &config.EnvVars,
		"files":                         &config.Files,
		"fail-on-missing-files":         &config.FailOnMissingFiles,
		"upload-job-logs":               &config.UploadJobLogs,
	}
	var list *[]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if entry, isEntry := strings.CutPrefix(strings.TrimSpace(line), "- "); isEntry && list != nil {
			*list = append(*list, unquoted(entry))
			continue
		}
		key, value, _ := strings.Cut(line, ":")
		field, known := fields[key]
		if !known {
			return nil, fmt.Errorf("unknown key %q", key)
		}
		value = strings.TrimSpace(value)
		list, _ = field.(*[]string)
		if list != nil && value == "" {
			continue
		}
		if plain, isText := field.(*string); isText && !strings.HasPrefix(value, `"`) {
			*plain = value
			continue
		}
		if err := json.Unmarshal([]byte(value), field); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	for _, variable := range config.EnvVars {
		if len(strings.Split(variable, "=")) != 2 {
			return nil, fmt.Errorf("%s is not NAME=value", variable)
		}
	}
	if length := len(config.Name); length < 8 || (length > 80 && !strings.HasPrefix(config.Name, "https://")) {
		return nil, fmt.Errorf("the name has %d characters, expected 8 to 80", length)
	}
	return config, nil
}

func unquoted(text string) string {
	var value string
	if json.Unmarshal([]byte(text), &value) == nil {
		return value
	}
	return text
}
