# shellcheck shell=bash
# Strict isolation: separates jobs, which run as the agent's user, from the instance. start.sh calls isolate_jobs as root,
# before the agent runs. If it fails, the agent does not start.

readonly JOB_CREDENTIALS_PORT=7190
# Only root can read it.
readonly JOB_CREDENTIALS_FILE=/run/semaphore-job-credentials.json
readonly JOB_DOCKER_SOCKET=/run/semaphore-docker/docker.sock

# The environment of the agent's process. Only root can read this file.
readonly AGENT_ENVIRONMENT_FILE=/run/semaphore-agent.env

# isolate_jobs <settings>: takes everything from the agent's user that a job could use against the instance.
isolate_jobs() {
  local settings=$1
  drop_privileges || fail_step "take all privileges from $AGENT_USER" || return
  close_metadata || fail_step 'close the metadata service to jobs' || return
  protect_agent || fail_step "protect the agent's process" || return
  start_job_credentials "$settings" || fail_step "start the service with the jobs' credentials" || return
  start_job_docker
  write_agent_environment || fail_step "write $AGENT_ENVIRONMENT_FILE"
}

fail_step() {
  log "cannot $1"
  return 1
}

# drop_privileges: leaves the agent's user without sudo, without other groups and without root's Docker, whatever the image has
# set up.
drop_privileges() {
  local groups allowed
  rm -f "/etc/sudoers.d/$AGENT_USER" || return
  usermod --groups '' "$AGENT_USER" || return
  # Members of the group docker are as good as root, and so is everyone who can reach the daemon in another way.
  systemctl mask --now docker.service docker.socket || return
  # Commands of cron and at would run outside the agent's service.
  printf 'root\n' | tee /etc/cron.allow >/etc/at.allow || return
  prevent_user_services || return
  groups=$(id -G "$AGENT_USER") || return
  [[ $groups =~ ^[0-9]+$ ]] || fail_step "remove $AGENT_USER from the groups $groups" || return
  allowed=$(LC_ALL=C sudo -n -l -U "$AGENT_USER") || true
  [[ $allowed == *'is not allowed to run sudo'* ]] || fail_step "refuse sudo to $AGENT_USER: $allowed"
}

# prevent_user_services: the user's own systemd would run a job's services outside the agent's service, also after a reboot.
prevent_user_services() {
  local user_id
  user_id=$(id -u "$AGENT_USER") || return
  rm -f "/var/lib/systemd/linger/$AGENT_USER" || return
  # Usually it is not running, so a failure does not matter.
  systemctl stop "user@$user_id.service" || true
  systemctl mask "user@$user_id.service"
}

# close_metadata: closes the metadata service to all users but root, now and after a reboot.
close_metadata() {
  nft -f "$AGENT_HOME/isolation.nft" && systemctl enable semaphore-isolation.service
}

# protect_agent: closes the memory and the environment of the agent's process to its own user. The kernel does so for a
# program that the user may run but not read (would_dump in fs/exec.c). Without Yama, this must suffice.
protect_agent() {
  local scope=/proc/sys/kernel/yama/ptrace_scope
  chown root:root "$AGENT_HOME/agent" && chmod 711 "$AGENT_HOME/agent" || return
  if [[ ! -e $scope || $(cat "$scope") != 0 ]]; then return 0; fi
  sysctl --quiet --write kernel.yama.ptrace_scope=1
}

# start_job_credentials <settings>: waits until the service has credentials of the jobs' role. Sets JOB_TOKEN.
start_job_credentials() {
  local role random
  role=$(setting "$1" jobRoleArn) || return
  random=$(od -An -N32 -tx1 /dev/urandom) || return
  JOB_TOKEN=${random//[[:space:]]/}
  (
    umask 077
    printf '{"roleArn":"%s","region":"%s","sessionName":"%s","token":"%s","port":%d}\n' \
      "$role" "$REGION" "$INSTANCE_ID" "$JOB_TOKEN" "$JOB_CREDENTIALS_PORT" >"$JOB_CREDENTIALS_FILE"
  ) || return
  systemctl restart semaphore-job-credentials.service
}

# start_job_docker: starts Docker without root, for jobs. A failure costs jobs their Docker, but not their isolation.
start_job_docker() {
  local program
  JOB_DOCKER=''
  for program in dockerd-rootless.sh newuidmap slirp4netns; do
    if ! command -v "$program" >/dev/null; then
      log "the image has no $program, so jobs have no Docker"
      return
    fi
  done
  if systemctl start semaphore-docker.service; then
    JOB_DOCKER="unix://$JOB_DOCKER_SOCKET"
  else
    log 'cannot start Docker without root, so jobs have no Docker'
  fi
}

# write_agent_environment: writes the variables that isolated jobs need. SDKs cannot get the region from the metadata service.
write_agent_environment() (
  umask 077
  printf '%s\n' "AWS_REGION=$REGION" "AWS_DEFAULT_REGION=$REGION" AWS_EC2_METADATA_DISABLED=true \
    "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:$JOB_CREDENTIALS_PORT/credentials" \
    "AWS_CONTAINER_AUTHORIZATION_TOKEN=$JOB_TOKEN" ${JOB_DOCKER:+"DOCKER_HOST=$JOB_DOCKER"} >"$AGENT_ENVIRONMENT_FILE"
)

# start_isolated_agent <interruption grace period in seconds>: starts the agent, which reads its configuration once, from a
# pipe, before it runs any job. From then on, no file contains the token. Afterwards, config.yaml has the grace period only.
start_isolated_agent() {
  local file="$AGENT_HOME/config.yaml" config
  config=$(cat "$file") || return
  rm -f "$file" || return
  mkfifo -m 600 "$file" && chown "$AGENT_USER:" "$file" || return
  start_agent || return
  printf '%s\n' "$config" | timeout 60 tee "$file" >/dev/null || return
  (
    umask 077
    printf 'interruption-grace-period: %d\n' "$1" >"$file.new"
  ) || return
  mv -f "$file.new" "$file"
}
