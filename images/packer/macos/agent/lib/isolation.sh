# shellcheck shell=bash
# Strict isolation exists on Linux only, and `fleet` refuses it for Macs. This function refuses a configuration document that asks for
# it anyway.

isolate_jobs() {
  log 'macOS cannot isolate jobs'
  return 1
}
