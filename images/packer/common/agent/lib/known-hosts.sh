# shellcheck shell=bash

# write_known_hosts <JSON list of GitHub's host keys>: replaces GitHub's lines in known_hosts, and keeps those of other hosts.
write_known_hosts() {
  local keys lines folder="$AGENT_USER_HOME/.ssh" file
  file="$folder/known_hosts"
  keys=$(jq --raw-output '
    if type == "array" and length > 0 and all(.[]; type == "string" and test("^[a-z0-9@.-]+ [A-Za-z0-9+/=]+$"))
    then .[] | "github.com \(.)"
    else error("expected a JSON list of SSH host keys") end' <<<"$1") || return
  lines=$keys
  if [[ -f $file ]]; then
    # grep fails if there is no other host.
    lines=$(grep -v '^github\.com ' "$file" || true)
    lines="${lines:+$lines
}$keys"
  fi
  (
    umask 077
    mkdir -p "$folder" && printf '%s\n' "$lines" >"$file.new"
  ) || return
  chown "$AGENT_USER:" "$folder" "$file.new" || return
  mv -f "$file.new" "$file"
}
