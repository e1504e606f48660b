#!/bin/bash
# Starts the agent in place of cloud-init, whose last stage would run the user data seconds later. The image's boot unit runs this
# script. It acts only on user data that does nothing but call start.sh; all other user data is left to cloud-init.
set -uo pipefail

AGENT_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly AGENT_HOME
# shellcheck disable=SC2034 # lib/log.sh uses it.
readonly SCRIPT_NAME=boot
for library in log retry metadata boot-start platform; do
  # shellcheck source=/dev/null
  source "$AGENT_HOME/lib/$library.sh"
done

# await_metadata: opens a session as soon as the network reaches the metadata service. Tries ten times a second, and after ten
# seconds once a second. Gives up after a minute, because cloud-init waits longer.
await_metadata() {
  local tenths=0 pause
  while ((tenths < 600)); do
    if open_metadata; then return 0; fi
    pause=1
    if ((tenths >= 100)); then pause=10; fi
    sleep "$((pause / 10)).$((pause % 10))"
    tenths=$((tenths + pause))
  done
  return 1
}

# user_data: prints the user data, of which there may be none.
user_data() {
  metadata_request -H "X-aws-ec2-metadata-token: $METADATA_SESSION" "$METADATA_ENDPOINT/latest/user-data" 2>/dev/null | tr -d '\000'
}

leave_to_cloud_init() {
  log "$1; cloud-init runs the user data"
  exit 0
}

await_metadata || leave_to_cloud_init 'the instance metadata service does not answer'
instance_id=$(metadata_document instance-id) || leave_to_cloud_init 'the instance metadata service has no instance id'
if has_started_at_boot "$instance_id"; then
  log 'this instance has booted before, so its agent is not started again'
  exit 0
fi
parameter=$(parameter_of_start "$(user_data)") || leave_to_cloud_init 'the user data does not only call start.sh'
record_start_at_boot "$instance_id" || leave_to_cloud_init "cannot write $BOOT_STARTED"
SEMAPHORE_STARTED_BY=boot-unit exec "$AGENT_HOME/start.sh" "$parameter"
