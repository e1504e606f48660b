import type { PlantedBug } from './planted-bug.ts';

const file = 'lib/refused-agent.sh';

/** Bugs in the decision whether an agent that could not register is started again. */
export const REFUSED_AGENT_BUGS: readonly PlantedBug[] = [
  {
    ...{ name: 'every refusal counts as a refusal with 429', file },
    correct: '*"$AGENT_FAILS"*"$TOO_MANY_REQUESTS"*',
    broken: '*"$AGENT_FAILS"*',
    foundBy: 'refused agent: replaces an instance whose agent was refused with 401 (linux)',
  },
  {
    ...{ name: 'an earlier refusal with 429 counts although the last refusal had another reason', file },
    correct: ' -e "$AGENT_FAILS" "$log_file" | tail -n 1',
    broken: ' -e "$AGENT_FAILS" "$log_file"',
    foundBy:
      'refused agent: replaces an instance whose agent was first refused with 429, and then for another reason (linux)',
  },
  {
    ...{ name: 'an agent that was killed counts as refused', file },
    correct: 'grep -e "$AGENT_STARTS" -e "$AGENT_FAILS"',
    broken: 'grep -e "$AGENT_FAILS"',
    foundBy:
      'refused agent: replaces an instance whose agent was refused in one start, and killed in the next (linux)',
  },
  {
    ...{ name: 'agents are started for ever', file },
    correct: '((starts < MAX_STARTS)) || return\n',
    broken: '\n',
    foundBy: 'refused agent: replaces an instance after 80 starts (linux)',
  },
  {
    ...{ name: 'an instance is used again after a job, for an agent that could not register', file },
    correct: 'has_had_no_job || return\n',
    broken: '\n',
    foundBy: 'refused agent: replaces an instance that has had a job (linux)',
  },
  {
    ...{ name: 'an agent without a token is started', file },
    correct: ' && has_token',
    broken: '',
    foundBy:
      "refused agent: replaces an instance whose agent's configuration no longer has the token (linux)",
  },
  {
    ...{ name: 'an instance that must end is kept', file: 'lib/platform.sh' },
    correct: '[[ ! -e $AGENT_HOME/interrupted ]] || return\n',
    broken: '\n',
    foundBy: 'refused agent: replaces an instance that is marked as interrupted (linux)',
  },
];
