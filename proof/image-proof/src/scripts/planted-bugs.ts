import { BOOT_BUGS } from './boot-bugs.ts';
import { IDLE_RESTART_BUGS } from './idle-restart-bugs.ts';
import { LAUNCH_BUGS } from './launch-bugs.ts';
import { PARAMETER_BUGS } from './parameter-bugs.ts';
import type { PlantedBug } from './planted-bug.ts';
import { REFUSED_AGENT_BUGS } from './refused-agent-bugs.ts';
import { RETIREMENT_BUGS } from './retirement-bugs.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...BOOT_BUGS,
  ...LAUNCH_BUGS,
  ...PARAMETER_BUGS,
  ...REFUSED_AGENT_BUGS,
  ...RETIREMENT_BUGS,
  ...IDLE_RESTART_BUGS,
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
    foundBy:
      'start: with shrinkOnDemand, a spot instance saves afterJob replace for the shutdown hook (linux)',
  },
  {
    name: 'the life cycle is read with an expired session of the metadata service',
    file: 'lib/settings.sh',
    correct: 'open_metadata && metadata_document',
    broken: 'METADATA_SESSION=expired && metadata_document',
    foundBy:
      'start: with shrinkOnDemand, an on-demand instance saves afterJob shrink for the shutdown hook (linux)',
  },
  {
    name: 'an on-demand instance is replaced after its job',
    file: 'lib/settings.sh',
    correct: '[[ $shrinks_on_demand == true ]]',
    broken: '[[ $shrinks_on_demand == yes ]]',
    foundBy:
      'start: with shrinkOnDemand, an on-demand instance saves afterJob shrink for the shutdown hook (linux)',
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
    foundBy: "start: changes only the agent's name in a second run (linux)",
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
    name: "the agent's log is missing, although the agent cannot create it",
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
    name: "the check of what root uses skips root's commands in units of the agent's user",
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
    foundBy: "start: changes only the agent's name in a second run (linux)",
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
    foundBy: 'health check: leaves the instance alone while systemd runs end-instance.sh (linux)',
  },
  {
    name: 'an instance does not end if the hook has left no reason',
    file: 'end-instance.sh',
    correct: 'restart_refused_agent "$reason" || end_instance "$reason"',
    broken: '[[ $reason == UNKNOWN ]] || end_instance "$reason"',
    foundBy:
      'end of an instance: asks for a replacement if the hook was killed before it left a reason (linux)',
  },
  {
    name: "root's AWS CLI runs what a job has left in the home of the agent's user",
    file: 'end-instance.sh',
    correct: 'export HOME=/root\n',
    broken: '',
    foundBy: 'end of an instance: runs no alias or model that a job has left for the AWS CLI (linux)',
  },
  {
    name: 'an instance remains if systemd stops end-instance.sh',
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
    correct: 'umask 077\n',
    broken: 'umask 022\n',
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
    correct: 'settings=$(settings_document "$1")',
    broken: 'log "token $token"; settings=$(settings_document "$1")',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: 'macOS scripts use a GNU option',
    file: 'lib/log.sh',
    correct: '"$(date -u \'+%Y-%m-%d %H:%M:%S\')"',
    broken: '"$(date -u --iso-8601=seconds)"',
    foundBy: 'start: configures and starts the agent (macos)',
  },
];
