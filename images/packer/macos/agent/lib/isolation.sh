# shellcheck shell=bash
# Strict isolation exists on Linux only. `fleet` refuses it for Macs. This refuses a configuration document that asks for it anyway.

isolate_jobs() {
  log 'macOS cannot isolate jobs'
  return 1
}
