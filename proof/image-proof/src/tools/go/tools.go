//go:build tools

// Package tools pins the programs that images:verify builds: `go mod tidy` after a change of versions.
package tools

import (
	_ "github.com/goss-org/goss/cmd/goss"
	_ "github.com/mikefarah/yq/v4"
)
