# shellcheck shell=bash
# The line about this instance's first job in the boot log (FirstJobLine in libs/contract/src/boot-line.ts). The retirement watch writes
# it, because the watch runs beside every agent.

# This much of the agent's log covers at least ten minutes of syncs.
readonly FIRST_JOB_LOG_BYTES=65536

# note_first_job: writes the line as soon as the boot log has a line about this instance's start and the agent's log shows a job.
# Succeeds if there is nothing left to do, so that it need not be called again. Prints nothing.
note_first_job() {
  local boot jobs line
  # boot-line.jq and first-job.jq write these fields first.
  boot=$(grep -F "{\"event\":\"boot\",\"instanceId\":\"$INSTANCE_ID\"," "$BOOT_LOG" | tail -n 1) || return
  if grep -qF "{\"event\":\"first-job\",\"instanceId\":\"$INSTANCE_ID\"," "$BOOT_LOG"; then return 0; fi
  jobs=$(tail -c "$FIRST_JOB_LOG_BYTES" "$AGENT_LOG" | tr -d '\000' | grep -F ' : SYNC response (action: run-job, ') || return
  line=$(first_job_line "$boot" "$jobs")
  if [[ -n $line ]]; then printf '%s\n' "$line" >>"$BOOT_LOG"; fi
  # Fails even if the line is written now: the next call finds it, and succeeds.
  return 1
} 2>/dev/null

# first_job_line <boot line> <lines of the agent's log about jobs>: prints nothing if all these jobs were those of
# an earlier instance, because the log may have come with the image.
first_job_line() {
  mark_boot
  read_wall_clock && read_clock || return
  jq --compact-output --from-file "$AGENT_HOME/lib/first-job.jq" --arg jobs "$2" \
    --argjson boot_ms "$BOOT_CLOCK_MS" --argjson now_ms "$CLOCK_MS" --argjson wall_ms "$WALL_MS" <<<"$1"
}
