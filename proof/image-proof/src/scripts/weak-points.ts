/** A weakness that the JavaScript stack's scripts have, put back into ours; a case must fail then. */
export interface WeakPoint {
  readonly name: string;
  /** Below /opt/semaphore/agent. */
  readonly file: string;
  /** What stands there, exactly once, and what is weak about it. */
  readonly strong: string;
  readonly weak: string;
  /** The case that finds it. */
  readonly foundBy: string;
}

export const WEAK_POINTS: readonly WeakPoint[] = [
  {
    name: 'a failure of SSM masked by `local x=$(…)`',
    file: 'start.sh',
    strong: 'document=$(parameter "$config_parameter") ||',
    weak: 'local document=$(parameter "$config_parameter") ||',
    foundBy: 'start: no configuration (linux)',
  },
  {
    name: 'an empty token taken for one',
    file: 'start.sh',
    strong: "[[ -n $token ]] || fail 'the registration token is empty'",
    weak: ':',
    foundBy: 'start: an empty token (linux)',
  },
  {
    name: "a refusal that is final although a new role's rights take a while to spread",
    file: 'lib/aws.sh',
    strong: 'retry 90 90 aws_call ssm',
    weak: 'retry 90 3 aws_call ssm',
    foundBy: "start: a new role's rights that take a minute to spread (linux)",
  },
  {
    name: 'minutes of blind retries',
    file: 'lib/aws.sh',
    strong: 'retry 90 90 aws_call ssm',
    weak: 'retry 240 240 aws_call ssm',
    foundBy: 'start: no AWS (linux)',
  },
  {
    name: 'instances that retry in step',
    file: 'lib/retry.sh',
    strong: 'wait_ms=$((RANDOM * bound_ms / 32767))',
    weak: 'wait_ms=$bound_ms',
    foundBy: 'start: no AWS (linux)',
  },
  {
    name: 'an interruption that shrinks the fleet',
    file: 'hooks/shutdown',
    strong: ' && ! -e $AGENT_HOME/interrupted',
    weak: '',
    foundBy: 'shutdown: a job that was interrupted asks for a successor in a shrinking fleet (linux)',
  },
  {
    name: 'an empty instance id used',
    file: 'lib/metadata.sh',
    strong: 'valid_identity "$instance_id" "$region" || return',
    weak: ':',
    foundBy: 'start: an empty instance id (linux)',
  },
  {
    name: 'JSON passed unquoted',
    file: 'lib/settings.sh',
    strong: '"$AGENT_HOME/lib/settings.jq" <<<"$1"',
    weak: '"$AGENT_HOME/lib/settings.jq" < <(set -- $1; echo $1)',
    foundBy: 'start: a document of the JavaScript stack, white space and all (linux)',
  },
  {
    name: 'an absent endpoint that becomes "null"',
    file: 'lib/settings.jq',
    strong:
      'endpoint: text("endpoint"; "^([A-Za-z0-9.-]+|\\\\[[0-9A-Fa-f:]+\\\\])(:[0-9]{1,5})?$"; "a host or host:port"),',
    weak: 'endpoint: (.endpoint | tostring),',
    foundBy: 'start: no endpoint (linux)',
  },
  {
    name: 'a second run that duplicates lines',
    file: 'lib/known-hosts.sh',
    strong: 'lines=$(grep -v \'^github\\.com \' "$file" || true)',
    weak: 'lines=$(cat "$file")',
    foundBy: 'start: twice in a row changes nothing but the name (linux)',
  },
  {
    name: 'variables that a second run duplicates',
    file: 'lib/agent-config.jq',
    strong: 'map(select(name as $n | $names | index($n) | not)) + $new',
    weak: '. + $new',
    foundBy: 'start: twice in a row changes nothing but the name (linux)',
  },
  {
    name: 'a health check that takes any process of that name for the agent',
    file: 'lib/platform.sh',
    strong: 'if [[ $executable -ef "$AGENT_HOME/agent" ]]; then return 0; fi',
    weak: 'if tr "\\0" " " <"${executable%exe}cmdline" | grep -q "^$AGENT_HOME/agent start"; then return 0; fi',
    foundBy: 'health check: a process that only calls itself the agent does not count (linux)',
  },
  {
    name: "a health check that believes macOS's ps, which prints what a process calls itself",
    file: 'lib/platform.sh',
    strong: '[[ $pid =~ ^[0-9]+$ ]]\n',
    weak: 'ps -axo comm= | grep -Fxq "$AGENT_HOME/agent"\n',
    foundBy: "health check: a process whose name is the agent's path does not count (macos)",
  },
  {
    name: 'a Mac that is shut down, which does not end the instance',
    file: 'lib/platform.sh',
    strong: 'as_root launchctl reboot halt || ',
    weak: '',
    foundBy: 'health check: no agent powers off (macos)',
  },
  {
    name: 'a configuration with the token that all can read',
    file: 'lib/agent-config.sh',
    strong: 'umask 077',
    weak: 'umask 022',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: '`tr </dev/urandom | head`, which dies under pipefail',
    file: 'lib/agent-config.sh',
    strong: 'random=$(od -An -N8 -tx1 /dev/urandom) || return',
    weak: 'random=$(tr -dc a-f0-9 </dev/urandom | head -c 16) || return',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: "a job's credentials used to end the instance",
    file: 'hooks/shutdown',
    strong: 'forget_credentials\nif',
    weak: 'if',
    foundBy: "shutdown: a job's credentials are not used, and its file is removed (linux)",
  },
  {
    name: 'an instance kept for good at the minimum size',
    file: 'hooks/shutdown',
    strong: "log 'the group does not shrink, it stays as large as it is'",
    weak: 'return 1',
    foundBy: 'shutdown: at the minimum a successor comes (linux)',
  },
  {
    name: 'a failed start that leaves its instance in the group',
    file: 'start.sh',
    strong: 'give_up || true',
    weak: ':',
    foundBy: 'start: no token (linux)',
  },
  {
    name: 'the token in the log',
    file: 'lib/agent-config.sh',
    strong: 'AGENT_NAME=$name',
    weak: 'log "token $token" && AGENT_NAME=$name',
    foundBy: 'start: configures and starts the agent (linux)',
  },
  {
    name: 'what only GNU has, on macOS',
    file: 'lib/log.sh',
    strong: '"$(date -u \'+%Y-%m-%d %H:%M:%S\')"',
    weak: '"$(date -u --iso-8601=seconds)"',
    foundBy: 'start: configures and starts the agent (macos)',
  },
];
