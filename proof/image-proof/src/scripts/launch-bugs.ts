import type { PlantedBug } from './planted-bugs.ts';

/** Bugs in what decides over a launch and over a stuck agent. */
export const LAUNCH_BUGS: readonly PlantedBug[] = [
  {
    name: 'an early report is not repeated',
    file: 'lib/launch.sh',
    correct: 'retry "$1" 60 continue_launch',
    broken: 'retry "$1" 0 continue_launch',
    foundBy: 'launch: keeps trying for a minute if the instance is not in Pending:Wait yet (linux)',
  },
  {
    name: 'a throttled report is not repeated',
    file: 'lib/launch.sh',
    correct: 'retry "$1" 60 continue_launch',
    broken: 'retry 0 60 continue_launch',
    foundBy: 'launch: keeps trying while AWS throttles the report (linux)',
  },
  {
    name: "the image's log is taken for that of the instance",
    file: 'lib/launch.sh',
    correct: 'tail -c "+$(($1 + 1))"',
    broken: 'tail -c +1',
    foundBy:
      'launch: waits until the agent is ready, and ignores what the image has kept of another instance (linux)',
  },
  {
    name: 'the report of the instance that the image comes from counts',
    file: 'lib/launch.sh',
    correct: ' && $(cat "$LAUNCH_REPORTED") == "$INSTANCE_ID"',
    broken: '',
    foundBy:
      'launch: waits until the agent is ready, and ignores what the image has kept of another instance (linux)',
  },
  {
    name: 'an agent that is not ready is reported',
    file: 'lib/launch.sh',
    correct: 'if ! await_ready_agent "$1" "$2"; then',
    broken: 'if false; then',
    foundBy: 'launch: leaves an agent that is never ready to the group (macos)',
  },
  {
    name: 'a report that was refused counts as made, so the instance takes jobs until its group ends it',
    file: 'lib/launch.sh',
    correct: "if [[ $AWS_ERROR == *'(ValidationError)'* ]]; then record_launch_report || true; fi",
    broken: 'record_launch_report || true',
    foundBy: 'launch: leaves an instance whose report is refused to the retirement watch (linux)',
  },
  {
    name: 'a report that fails costs the instance',
    file: 'start.sh',
    correct: 'trap unlock EXIT\nreport_launch',
    broken: 'retry 300 60 continue_launch; trap unlock EXIT; report_launch',
    foundBy: 'launch: leaves the agent alone if the instance was launched without the hook (linux)',
  },
  {
    name: 'a start that fails only marks the instance unhealthy, which its group ignores',
    file: 'start.sh',
    correct: '[[ -n $INSTANCE_ID ]] && abandon_launch',
    broken: 'false',
    foundBy: 'launch: abandons an instance whose start fails (macos)',
  },
  {
    name: 'an instance leaves before it has reported',
    file: 'lib/end-instance.sh',
    correct: 'if finish_launch "$reason"; then return 0; fi',
    broken: ':',
    foundBy: 'launch: after a very short job, reports before the instance leaves (macos)',
  },
  {
    name: 'an agent that could not register is reported as ready',
    file: 'lib/end-instance.sh',
    correct: 'if [[ $1 == UNKNOWN ]]; then',
    broken: 'if false; then',
    foundBy: 'launch: abandons an instance whose agent could not register (linux)',
  },
  {
    name: 'an instance reports twice',
    file: 'lib/end-instance.sh',
    correct: ' || has_reported_launch; then return 1; fi',
    broken: '; then return 1; fi',
    foundBy: 'launch: does not abandon an instance in service (linux)',
  },
  {
    name: 'a working agent that cannot log is taken for stuck',
    file: 'lib/platform.sh',
    correct: 'for child in "$AGENT_PID" $children; do',
    broken: 'for child in "$AGENT_PID"; do',
    foundBy:
      'health check: leaves an agent alone that works but cannot log, because the disk is full (linux)',
  },
  {
    name: 'an agent that logs is taken for stuck',
    file: 'lib/platform.sh',
    correct: 'stat -c %y "$AGENT_HOME/agent.log" || return',
    broken: ':',
    foundBy: 'health check: counts from the start if the agent has logged something (linux)',
  },
  {
    name: 'there is a verdict without a log',
    file: 'lib/platform.sh',
    correct: 'stat -c %y "$AGENT_HOME/agent.log" || return',
    broken: 'stat -c %y "$AGENT_HOME/agent.log" || true',
    foundBy: "health check: has no verdict without the agent's log (linux)",
  },
  {
    name: 'there is a verdict while the disk is full',
    file: 'lib/platform.sh',
    correct: '[[ $free =~ ^[0-9]+$ && $free -ge 10240 ]] || return',
    broken: ':',
    foundBy: 'health check: has no verdict while the disk is full (macos)',
  },
  {
    name: 'an agent is taken for stuck too soon',
    file: 'lib/stuck-agent.sh',
    correct: '((count >= STUCK_MINUTES))',
    broken: '((count >= STUCK_MINUTES - 1))',
    foundBy: 'health check: waits for 15 minutes before it takes an agent for stuck (linux)',
  },
  {
    name: 'the minutes of an earlier silence count',
    file: 'lib/stuck-agent.sh',
    correct: 'else count=0; fi',
    broken: 'else count=$((count + 1)); fi',
    foundBy: 'health check: counts from the start if the agent has logged something (macos)',
  },
];
