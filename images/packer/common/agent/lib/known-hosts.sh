# shellcheck shell=bash

# write_known_hosts <JSON list of GitHub's host keys>: replaces GitHub's lines in known_hosts, and keeps those of other hosts.
write_known_hosts() {
  local keys folder="$AGENT_USER_HOME/.ssh"
  # For empty input, jq prints nothing and succeeds, but not with --slurp. The pattern ends in \z, because $ also
  # matches before a last newline.
  keys=$(jq --raw-output --slurp '
    if length == 1 then .[0] else null end
    | if type == "array" and length > 0 and all(.[]; type == "string" and test("^[a-z0-9@.-]+ [A-Za-z0-9+/=]+\\z"))
      then .[] | "github.com \(.)"
      else error("expected a JSON list of SSH host keys") end' <<<"$1") || return
  # An image may have created the folder as root. -h changes a link itself, not what it points to.
  if [[ -e $folder ]]; then chown -h "$AGENT_USER:" "$folder" || return; fi
  # grep fails if there is no other host.
  # shellcheck disable=SC2016 # The shell of the agent's user expands $1 and $2.
  as_agent_user bash -c '
    umask 077
    mkdir -p "$1" &&
      { { grep -v "^github\.com " "$1/known_hosts" 2>/dev/null || true; } && printf "%s\n" "$2"; } >"$1/known_hosts.new" &&
      mv -f "$1/known_hosts.new" "$1/known_hosts"' bash "$folder" "$keys"
}
