//go:build tools

// Package tools pins the programs that images:verify builds. Run `go mod tidy` after changing a version.
package tools

import (
	_ "github.com/goss-org/goss/cmd/goss"
	_ "github.com/mikefarah/yq/v4"
)
