# shellcheck shell=bash
# shellcheck disable=SC2034 # What it sets is for the scripts that source it.
# What the fleet's configuration document says, and what of it outlives the start script.

# read_settings <document>: the document in one line, with every key present and of its type, and after it a line
# key=value for each that is no list; else what is wrong with it.
read_settings() {
  # jq makes nothing of nothing, and calls that a success.
  if [[ -z ${1//[[:space:]]/} ]]; then
    log 'the document is empty'
    return 1
  fi
  jq --compact-output --raw-output --from-file "$AGENT_HOME/lib/settings.jq" <<<"$1"
}

# settings_document <settings>: JSON
settings_document() {
  local document
  IFS= read -r document <<<"$1"
  printf '%s\n' "$document"
}

# setting <settings> <key>: without jq, which takes as long to start as all else here.
setting() {
  local key value
  while IFS='=' read -r key value; do
    if [[ $key == "$2" ]]; then
      printf '%s\n' "$value"
      return
    fi
  done <<<"$1"
  log "there is no setting $2"
  return 1
}

# The shutdown hook reads this: by then a job may have cut the instance off from its metadata and its parameters.
readonly REMEMBERED="$AGENT_HOME/instance.conf"

# remember <settings>
remember() {
  local after_job
  after_job=$(setting "$1" afterJob) || return
  printf 'INSTANCE_ID=%s\nREGION=%s\nAFTER_JOB=%s\n' "$INSTANCE_ID" "$REGION" "$after_job" >"$REMEMBERED.new" || return
  chmod 644 "$REMEMBERED.new" || return
  mv -f "$REMEMBERED.new" "$REMEMBERED"
}

# recall: sets INSTANCE_ID, REGION and AFTER_JOB. The file is read, not run.
recall() {
  local key value instance_id='' region='' after_job=''
  if [[ ! -r $REMEMBERED ]]; then
    log "$REMEMBERED is missing"
    return 1
  fi
  while IFS='=' read -r key value; do
    case $key in
      INSTANCE_ID) instance_id=$value ;;
      REGION) region=$value ;;
      AFTER_JOB) after_job=$value ;;
    esac
  done <"$REMEMBERED"
  valid_identity "$instance_id" "$region" || return
  INSTANCE_ID=$instance_id
  REGION=$region
  AFTER_JOB=$after_job
}
