import type { PlantedBug } from './planted-bug.ts';

/** Bugs in what decides whether an idle agent is started again on its instance. */
export const IDLE_RESTART_BUGS: readonly PlantedBug[] = [
  {
    name: 'the group counts as being at its minimum whenever AWS refuses to shrink it',
    file: 'lib/end-instance.sh',
    correct: ' && $AWS_ERROR == *"$AT_MINIMUM"*',
    broken: '',
    foundBy:
      'idle restart: replaces an instance if AWS refuses to shrink the group for a reason other than its minimum (linux)',
  },
  {
    name: 'an instance is kept for ever',
    file: 'lib/end-instance.sh',
    correct: ' && ((CLOCK_MS / 1000 < RESTART_UNTIL))',
    broken: '',
    foundBy: 'idle restart: replaces an instance an hour after its start (linux)',
  },
  {
    name: 'an instance that retires is kept',
    file: 'lib/platform.sh',
    correct: '[[ ! -e $AGENT_HOME/interrupted ]] || return\n',
    broken: '\n',
    foundBy: 'idle restart: replaces an instance that retires (linux)',
  },
  {
    name: 'an instance that could not report its launch is kept',
    file: 'lib/end-instance.sh',
    correct: '[[ -z $LAUNCH_GROUP ]] || has_reported_launch || return\n',
    broken: '\n',
    foundBy: 'idle restart: replaces an instance that could not report its launch (linux)',
  },
  {
    name: 'an instance is used again after a job',
    file: 'lib/end-instance.sh',
    correct: "grep -c 'SYNC response (action: run-job'",
    broken: "grep -c 'job is running'",
    foundBy: 'idle restart: replaces an instance that has had a job (linux)',
  },
  {
    name: 'a log without its beginning counts as complete',
    file: 'lib/end-instance.sh',
    correct: 'grep "$AGENT_READY" "$AGENT_HOME/agent.log" >/dev/null || return\n',
    broken: '\n',
    foundBy: 'idle restart: replaces an instance whose log does not go back to the start (linux)',
  },
  {
    name: 'an outdated instance is kept',
    file: 'lib/end-instance.sh',
    correct: 'has_current_revision && ',
    broken: '',
    foundBy: 'idle restart: replaces an instance of an older revision (linux)',
  },
  {
    name: 'the agent keeps its name',
    file: 'lib/end-instance.sh',
    correct: 'rename_agent && ',
    broken: '',
    foundBy: 'idle restart: starts the agent again under a new name if the group is at its minimum (linux)',
  },
  {
    name: "the agent's new name is not checked",
    file: 'lib/agent-config.sh',
    correct: '"$file.new") == 1 ]] &&',
    broken: '"$file.new") != 2 ]] &&',
    foundBy: "idle restart: replaces an instance whose agent's configuration has no name (linux)",
  },
  {
    name: 'the token becomes readable',
    file: 'lib/agent-config.sh',
    correct: 'umask 077 && sed',
    broken: 'umask 022 && sed',
    foundBy: 'idle restart: starts the agent again under a new name if the group is at its minimum (linux)',
  },
  {
    name: 'an agent with a pre-signed URL is started again',
    file: 'lib/settings.sh',
    correct: ' && $pre_signed == false',
    broken: '',
    foundBy: "start: uses a pre-signed URL as the agent's name (linux)",
  },
  {
    name: 'an agent with strict isolation is started again',
    file: 'lib/settings.sh',
    correct: ' && $isolation == none',
    broken: '',
    foundBy:
      'start: with strict isolation, gives jobs nothing but credentials of their own, and the token only to the agent',
  },
];
