# shellcheck shell=bash
# Strict isolation exists on Linux only. A fleet of Macs cannot be configured with it; this is for a document that says so anyway.

isolate_jobs() {
  log 'macOS cannot isolate jobs'
  return 1
}
