# shellcheck shell=bash
# The agent's configuration file.

# agent_name <settings>: prints a name that is unique in the organization, or a pre-signed URL that proves the instance's
# role.
agent_name() {
  local pre_signed
  pre_signed=$(setting "$1" usePreSignedURL) || return
  if [[ $pre_signed == true ]]; then
    retry 90 0 python3 "$AGENT_HOME/gen-pre-signed-url.py"
    return
  fi
  random_agent_name
}

random_agent_name() {
  local random
  random=$(od -An -N8 -tx1 /dev/urandom) || return
  printf '%s__%s\n' "$INSTANCE_ID" "${random//[[:space:]]/}"
}

# write_agent_config <settings> <name> <token>: updates config.yaml, and keeps other keys that the image has set. At no
# time can anyone but the agent's user and root read the file, and the token is never a command's argument.
write_agent_config() {
  local settings name=$2 token=$3 file="$AGENT_HOME/config.yaml" existing='{}'
  settings=$(settings_document "$1")
  if [[ -s $file ]]; then
    existing=$(yq --output-format=json '.' "$file") || return
  fi
  (
    umask 077
    # After an earlier run, the existing configuration has a token, so jq reads it from a pipe and not from an argument.
    printf '%s\n' "${existing:-null}" |
      AGENT_NAME=$name AGENT_TOKEN=$token AGENT_HOOK="$AGENT_HOME/hooks/shutdown" \
        jq --raw-output --from-file "$AGENT_HOME/lib/agent-config.jq" --argjson settings "$settings" >"$file.new"
  ) || return
  chown "$AGENT_USER:" "$file.new" || return
  mv -f "$file.new" "$file"
}

# rename_agent: gives the agent of config.yaml a new random name, because Semaphore may still reserve the old one
# (release_name_after of the agent type). sed suffices, because write_agent_config writes each key on a line of its own.
rename_agent() {
  local name file="$AGENT_HOME/config.yaml"
  name=$(random_agent_name) || return
  if (umask 077 && sed "s/^name: .*/name: \"$name\"/" "$file" >"$file.new") &&
    [[ $(grep -c "^name: \"$name\"\$" "$file.new") == 1 ]] &&
    chown "$AGENT_USER:" "$file.new"; then
    mv -f "$file.new" "$file"
    return
  fi
  rm -f "$file.new"
  return 1
}

# create_agent_log: creates the agent's log if it is missing, because the agent cannot create files in this folder.
create_agent_log() {
  touch "$AGENT_HOME/agent.log" && chown -h "$AGENT_USER:" "$AGENT_HOME/agent.log"
}
