import { LAUNCH_BUGS } from './launch-bugs.ts';

/** A bug that the JavaScript stack's scripts have or that is easy to make. If a script of the image has it, a case must fail. */
export interface PlantedBug {
  readonly name: string;
  /** Path below /opt/semaphore/agent. */
  readonly file: string;
  /** The code in the file, which must occur exactly once. */
  readonly correct: string;
  /** The broken code that replaces it. */
  readonly broken: string;
  /** Name of the case that must fail. */
  readonly foundBy: string;
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...LAUNCH_BUGS,
  {
    name: '`local x=$(…)` hides a failure of SSM',
    file: 'start.sh',
    correct: 'document=$(parameter "$config_parameter") ||',
    broken: 'local document=$(parameter "$config_parameter") ||',
    foundBy: 'start: fails without a configuration (linux)',
  },
  {
    name: 'an empty token is accepted',
    file: 'start.sh',
    correct: "[[ -n $token ]] || fail 'the registration token is empty'",
    broken: ':',
    foundBy: 'start: refuses an empty token (linux)',
  },
  {
    name: 'the CloudWatch agent skips what it read before the log streams were named',
    file: 'lib/log-streams.sh',
    correct: '  rm -rf "${LOG_AGENT:?}/logs/state" || return\n',
    broken: '',
    foundBy: 'start: names the log streams after the stack, and sends each log from its beginning (linux)',
  },
  {
    name: 'refusals are not retried, although the permissions of a new role take a while to propagate',
    file: 'lib/aws.sh',
    correct: 'retry 90 90 aws_call ssm',
    broken: 'retry 90 3 aws_call ssm',
    foundBy: 'start: keeps retrying while a new role does not have its permissions yet (linux)',
  },
  {
    name: 'retries take minutes',
    file: 'lib/aws.sh',
    correct: 'retry 90 90 aws_call ssm',
    broken: 'retry 240 240 aws_call ssm',
    foundBy: 'start: fails if AWS is unreachable (linux)',
  },
  {
    name: 'instances retry at the same time',
    file: 'lib/retry.sh',
    correct: 'wait_ms=$((RANDOM * bound_ms / 32767))',
    broken: 'wait_ms=$bound_ms',
    foundBy: 'start: fails if AWS is unreachable (linux)',
  },
  {
    name: 'an interruption shrinks the fleet',
    file: 'lib/end-instance.sh',
    correct: ' && ! -e $AGENT_HOME/interrupted',
    broken: '',
    foundBy: 'shutdown: asks for a replacement after an interrupted job, even with afterJob shrink (linux)',
  },
  {
    name: 'a spot instance is not replaced after its job',
    file: 'lib/settings.sh',
    correct: 'if [[ $life_cycle == on-demand ]]; then',
    broken: 'if true; then',
    foundBy: 'start: with shrinkOnDemand, a spot instance saves replace for the shutdown hook (linux)',
  },
  {
    name: 'the life cycle is read without a session of the metadata service',
    file: 'lib/settings.sh',
    correct: 'open_metadata && metadata_document',
    broken: 'metadata_document',
    foundBy: 'start: with shrinkOnDemand, an on-demand instance saves shrink for the shutdown hook (linux)',
  },
  {
    name: 'an on-demand instance is replaced after its job',
    file: 'lib/settings.sh',
    correct: '[[ $shrinks_on_demand == true ]]',
    broken: '[[ $shrinks_on_demand == yes ]]',
    foundBy: 'start: with shrinkOnDemand, an on-demand instance saves shrink for the shutdown hook (linux)',
  },
  {
    name: 'an empty instance id is accepted',
    file: 'lib/metadata.sh',
    correct: 'valid_identity "$instance_id" "$region" || return',
    broken: ':',
    foundBy: 'start: powers off with an empty instance id (linux)',
  },
  {
    name: 'JSON is not quoted',
    file: 'lib/settings.sh',
    correct: '"$AGENT_HOME/lib/settings.jq" <<<"$1"',
    broken: '"$AGENT_HOME/lib/settings.jq" < <(set -- $1; echo $1)',
    foundBy: 'start: reads a document of the JavaScript stack, with white space (linux)',
  },
  {
    name: 'a missing endpoint becomes "null"',
    file: 'lib/settings.jq',
    correct:
      'endpoint: text("endpoint"; "^([A-Za-z0-9.-]+|\\\\[[0-9A-Fa-f:]+\\\\])(:[0-9]{1,5})?\\\\z"; "a host or host:port"),',
    broken: 'endpoint: (.endpoint | tostring),',
    foundBy: 'start: refuses a document without endpoint (linux)',
  },
  {
    name: 'a second run duplicates lines in known_hosts',
    file: 'lib/known-hosts.sh',
    correct: 'grep -v "^github\\.com " "$1/known_hosts"',
    broken: 'cat "$1/known_hosts"',
    foundBy: 'start: changes only the name in a second run (linux)',
  },
  {
    name: 'root follows a link when it changes the owner of .ssh',
    file: 'lib/known-hosts.sh',
    correct: 'chown -h',
    broken: 'chown',
    foundBy: "start: does not follow a link in the home of the agent's user (linux)",
  },
  {
    name: "root writes in the home of the agent's user",
    file: 'lib/known-hosts.sh',
    correct: 'as_agent_user bash',
    broken: 'bash',
    foundBy: "start: does not follow a link in the home of the agent's user (linux)",
  },
  {
    name: "the agent's log is missing, which the agent cannot create",
    file: 'start.sh',
    correct: 'create_agent_log || fail',
    broken: 'true || fail',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: 'the check of what root uses does not follow links',
    file: '../goss/check-root-paths.py',
    correct: 'if stat.S_ISLNK(mode):',
    broken: 'if False:',
    foundBy: "check-root-paths: reports what root uses although the agent's user can change it (linux)",
  },
  {
    name: "the check of what root uses skips root's commands in the user's unit",
    file: '../goss/check-root-paths.py',
    correct: 'and (not is_the_users or re.match(r"[@:-]*[+!]", directive[2].strip()))',
    broken: 'and not is_the_users',
    foundBy: "check-root-paths: reports what root uses although the agent's user can change it (linux)",
  },
  {
    name: 'a second run duplicates variables',
    file: 'lib/agent-config.jq',
    correct: 'map(select(name as $n | $names | index($n) | not)) + $new',
    broken: '. + $new',
    foundBy: 'start: changes only the name in a second run (linux)',
  },
  {
    name: 'the health check accepts any process with the name of the agent',
    file: 'lib/platform.sh',
    correct: '[[ /proc/$pid/exe -ef "$AGENT_HOME/agent" ]]',
    broken: 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " " | grep -q "$AGENT_HOME/agent start"',
    foundBy: "health check: ignores another program whose command line is the agent's (linux)",
  },
  {
    name: "the health check accepts any process that runs the agent's program",
    file: 'lib/platform.sh',
    correct: '[[ /proc/$pid/exe -ef "$AGENT_HOME/agent" ]]',
    broken: 'for exe in /proc/[0-9]*/exe; do [[ $exe -ef $AGENT_HOME/agent ]] && return; done; return 1',
    foundBy: 'health check: ignores an agent that a job has started (linux)',
  },
  {
    name: 'the health check powers off while systemd ends the instance',
    file: 'lib/platform.sh',
    correct: 'SubState=stop-post) return 0 ;;',
    broken: '',
    foundBy: 'health check: leaves the instance to end-instance.sh while systemd runs it (linux)',
  },
  {
    name: 'an instance does not end if the hook has left no reason',
    file: 'end-instance.sh',
    correct: 'end_instance "$(shutdown_reason)"',
    broken: 'reason=$(shutdown_reason) && [[ $reason == UNKNOWN ]] || end_instance "$reason"',
    foundBy:
      'end of an instance: asks for a replacement if the hook was killed before it left a reason (linux)',
  },
  {
    name: "root's AWS CLI runs what a job has left in its home",
    file: 'end-instance.sh',
    correct: 'export HOME=/root\n',
    broken: '',
    foundBy: 'end of an instance: runs no alias or model that a job has left for the AWS CLI (linux)',
  },
  {
    name: 'an instance remains if systemd stops its end',
    file: 'end-instance.sh',
    correct: 'power_off; exit',
    broken: 'exit',
    foundBy: 'end of an instance: powers off if systemd stops end-instance.sh (linux)',
  },
  {
    name: 'the health check uses ps on macOS, which prints a name that the process can change',
    file: 'lib/platform.sh',
    correct: '[[ $pid =~ ^[0-9]+$ ]]\n',
    broken: 'ps -axo comm= | grep -Fxq "$AGENT_HOME/agent"\n',
    foundBy: "health check: ignores another program whose name is the agent's path (macos)",
  },
  {
    name: 'a Mac is shut down, which does not terminate the instance',
    file: 'lib/platform.sh',
    correct: 'as_root launchctl reboot halt || ',
    broken: '',
    foundBy: 'health check: powers off if there is no agent (macos)',
  },
  {
    name: 'everyone can read the configuration with the token',
    file: 'lib/agent-config.sh',
    correct: 'umask 077',
    broken: 'umask 022',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: '`tr </dev/urandom | head` fails under pipefail',
    file: 'lib/agent-config.sh',
    correct: 'random=$(od -An -N8 -tx1 /dev/urandom) || return',
    broken: 'random=$(tr -dc a-f0-9 </dev/urandom | head -c 16) || return',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: "a job's credentials are used to terminate the instance",
    file: 'lib/end-instance.sh',
    correct: 'use_instance_role\n  if',
    broken: 'if',
    foundBy: "shutdown: ignores a job's credentials (linux)",
  },
  {
    name: 'the instance remains if the group is at its minimum size',
    file: 'lib/end-instance.sh',
    correct: "log 'could not lower the desired capacity; asking for a replacement'",
    broken: 'return 1',
    foundBy: 'shutdown: asks for a replacement if the group is at its minimum size (linux)',
  },
  {
    name: 'the instance remains after a failed start',
    file: 'start.sh',
    correct: 'give_up || true',
    broken: ':',
    foundBy: 'start: fails without a token (linux)',
  },
  {
    name: 'the token stays on disk although jobs are isolated',
    file: 'lib/isolation.sh',
    correct: 'printf \'interruption-grace-period: %d\\n\' "$1" >"$file.new"',
    broken: 'printf \'%s\\n\' "$config" >"$file.new"',
    foundBy:
      'start: with strict isolation, gives jobs nothing but credentials of their own, and the token only to the agent',
  },
  {
    name: 'jobs can read the memory of their agent although they are isolated',
    file: 'lib/isolation.sh',
    correct: 'chmod 711 "$AGENT_HOME/agent"',
    broken: 'chmod 755 "$AGENT_HOME/agent"',
    foundBy:
      'start: with strict isolation, gives jobs nothing but credentials of their own, and the token only to the agent',
  },
  {
    name: 'after a reboot, services that a job has left can reach the metadata service',
    file: 'lib/isolation.sh',
    correct: ' && systemctl enable semaphore-isolation.service',
    broken: '',
    foundBy:
      'start: with strict isolation, fails if the metadata service would be open to jobs after a reboot',
  },
  {
    name: "a job's services outlive its agent",
    file: 'lib/isolation.sh',
    correct: '  prevent_user_services || return\n',
    broken: '',
    foundBy:
      'start: with strict isolation, gives jobs nothing but credentials of their own, and the token only to the agent',
  },
  {
    name: "everyone can read the secret of the jobs' credentials",
    file: 'lib/isolation.sh',
    correct: "umask 077\n  printf '%s",
    broken: "umask 022\n  printf '%s",
    foundBy:
      'start: with strict isolation, gives jobs nothing but credentials of their own, and the token only to the agent',
  },
  {
    name: 'a failure of the packet filter leaves jobs the role of their instance',
    file: 'lib/isolation.sh',
    correct: "fail_step 'close the metadata service to jobs' || return",
    broken: ':',
    foundBy: 'start: with strict isolation, fails if the metadata service stays open to jobs',
  },
  {
    name: 'the log contains the token',
    file: 'lib/agent-config.sh',
    correct: 'AGENT_NAME=$name',
    broken: 'log "token $token" && AGENT_NAME=$name',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: 'macOS scripts use a GNU option',
    file: 'lib/log.sh',
    correct: '"$(date -u \'+%Y-%m-%d %H:%M:%S\')"',
    broken: '"$(date -u --iso-8601=seconds)"',
    foundBy: 'start: configures and starts the agent (macos)',
  },
  {
    name: 'an idle agent is interrupted during a sync, which may bring a job',
    file: 'lib/agent-log.sh',
    correct: '[[ -n $SYNC_IS_NEW && $AGENT_PHASE == waiting ]]',
    broken: 'agent_is_idle',
    foundBy: 'retirement watch: never interrupts an idle agent during a sync (linux)',
  },
  {
    name: 'an old line in the log counts as a safe moment',
    file: 'lib/agent-log.sh',
    correct: '-n $SYNC_IS_NEW && ',
    broken: '',
    foundBy: 'retirement watch: interrupts an idle agent after its next sync (linux)',
  },
  {
    name: 'the response during a job counts as a safe moment',
    file: 'lib/agent-log.sh',
    correct: 'if [[ $AGENT_STATE == waiting-for-jobs ]]; then AGENT_PHASE=waiting; else AGENT_PHASE=busy; fi',
    broken: 'AGENT_PHASE=waiting',
    foundBy: 'retirement watch: lets a running job run until the deadline (linux)',
  },
  {
    name: 'a long-lived agent that has finished its job takes another one',
    file: 'lib/agent-log.sh',
    correct: "*' : SYNC response (action: wait-for-jobs)') AGENT_PHASE=waiting ;;",
    broken: '',
    foundBy: 'retirement watch: interrupts an agent that has finished its job (linux)',
  },
  {
    name: 'an agent that has just registered is interrupted, although its first sync may bring a job',
    file: 'lib/agent-log.sh',
    correct: "*' : Starting to poll for jobs') AGENT_PHASE=polling ;;",
    broken: "*' : Starting to poll for jobs') AGENT_PHASE=registering ;;",
    foundBy: 'retirement watch: waits for the first sync of an agent that has just registered (linux)',
  },
  {
    name: 'the safe moment of an idle agent is given up for the deadline',
    file: 'retirement-watch.sh',
    correct: 'if agent_is_idle && ! log_is_silent; then deadline=$((deadline + IDLE_EXTRA_SECONDS)); fi',
    broken: '',
    foundBy:
      'retirement watch: waits for the next sync of an idle agent although the deadline is over (linux)',
  },
  {
    name: 'without a sync in the log, a spot instance does not retire',
    file: 'retirement-watch.sh',
    correct: '&& ! log_is_silent; then deadline=$((deadline + IDLE_EXTRA_SECONDS))',
    broken: '; then deadline=$((deadline + 1000))',
    foundBy: 'retirement watch: interrupts an agent at the deadline although its log is silent (linux)',
  },
  {
    name: 'an instance that is too old interrupts its job',
    file: 'retirement-watch.sh',
    correct: '[[ $REASON == spot ]] && deadline_is_over',
    broken: 'SPOT_DEADLINE=${SPOT_DEADLINE:-0}; deadline_is_over',
    foundBy:
      'retirement watch: never interrupts a job if the instance is too old, and marks the instance (linux)',
  },
  {
    name: 'an instance that retires is not marked',
    file: 'retirement-watch.sh',
    correct: '  touch "$AGENT_HOME/interrupted"\n',
    broken: '',
    foundBy:
      'retirement watch: never interrupts a job if the instance is too old, and marks the instance (linux)',
  },
  {
    name: 'an agent that has not registered keeps its spot instance until the deadline',
    file: 'retirement-watch.sh',
    correct: 'if [[ $AGENT_PHASE == registering ]]; then return 0; fi',
    broken: ':',
    foundBy: 'retirement watch: interrupts an agent that has not registered yet at once (linux)',
  },
  {
    name: 'a clock that is a second slow costs a job its grace period',
    file: 'lib/retirement-reasons.sh',
    correct: 'NOTICE_SECONDS=130',
    broken: 'NOTICE_SECONDS=120',
    foundBy:
      'retirement watch: leaves a job its grace period although the clock is a few seconds slow (linux)',
  },
  {
    name: 'a spot notice does not follow a weaker reason',
    file: 'lib/retirement-reasons.sh',
    correct: '(spot terminated rebalance outdated too_old)',
    broken: '(rebalance too_old terminated spot)',
    foundBy:
      'retirement watch: follows a spot notice that comes after a recommendation to replace the instance (linux)',
  },
  {
    name: 'the recommendation of EC2 counts in every fleet',
    file: 'lib/retirement-reasons.sh',
    correct: ' && $RETIRE_ON_REBALANCE == true',
    broken: '',
    foundBy:
      'retirement watch: leaves an instance alone if the fleet does not replace instances at risk (linux)',
  },
  {
    name: 'a notice is forgotten when the metadata service fails',
    file: 'lib/retirement-reasons.sh',
    correct: 'notice=${SPOT_NOTICE:-}',
    broken: "notice=''",
    foundBy: 'retirement watch: remembers a notice that the metadata service does not repeat (linux)',
  },
  {
    name: 'a lost signal is not repeated',
    file: 'retirement-watch.sh',
    correct: 'if [[ -n $AGENT_INTERRUPTED ]]; then exit 0; fi',
    broken: 'exit 0',
    foundBy: 'retirement watch: tries again if the agent does not log the interruption (linux)',
  },
  {
    name: 'an instance has another bucket than the contract says',
    file: 'lib/rollout.sh',
    correct: '(hash * 31 + code)',
    broken: '(hash + code)',
    foundBy:
      'rollout: interrupts an idle agent of an older revision once the share is above its bucket (linux)',
  },
  {
    name: 'all instances leave at once',
    file: 'lib/rollout.sh',
    correct: 'if ((elapsed >= $2)); then',
    broken: 'if true; then',
    foundBy:
      'rollout: interrupts an idle agent of an older revision once the share is above its bucket (linux)',
  },
  {
    name: 'the time of the rollout is read in local time',
    file: 'lib/rollout.sh',
    correct: 'TZ=UTC aws_call',
    broken: 'aws_call',
    foundBy:
      'rollout: interrupts an idle agent of an older revision once the share is above its bucket (linux)',
  },
  {
    name: 'a rollout that cannot be read makes instances leave',
    file: 'lib/rollout.sh',
    correct: '[[ -n $document ]] || return 0',
    broken: "[[ -n $document ]] || { ROLLOUT='0 0 100' && return; }",
    foundBy: 'rollout: leaves an idle agent alone in a rollout that it must not read (linux)',
  },
  {
    name: 'a pause does not stop a rollout',
    file: 'lib/rollout.jq',
    correct: 'and (.pausedAt == null)',
    broken: '',
    foundBy: 'rollout: leaves an idle agent alone in a rollout that is paused (linux)',
  },
  {
    name: 'instances of the new revision leave too',
    file: 'lib/rollout.jq',
    correct: ' and . != $revision',
    broken: '',
    foundBy: 'rollout: leaves an idle agent alone in a rollout of its own revision (linux)',
  },
  {
    name: 'instances that were launched together retire together',
    file: 'lib/settings.sh',
    correct: ' * (950 + RANDOM % 101) / 1000',
    broken: ' + 10000',
    foundBy: 'start: saves the reasons to retire, and spreads the maximum lifetime by 5 % (linux)',
  },
];
