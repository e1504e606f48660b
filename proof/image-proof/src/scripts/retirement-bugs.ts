import type { PlantedBug } from './planted-bug.ts';

/** Bugs in the retirement watch and in what it reads. */
export const RETIREMENT_BUGS: readonly PlantedBug[] = [
  {
    name: 'an idle agent is interrupted during a sync, which may bring a job',
    file: 'lib/agent-log.sh',
    correct: '[[ -n $SYNC_IS_NEW && $AGENT_PHASE == waiting ]]',
    broken: 'agent_is_idle',
    foundBy: 'retirement watch: never interrupts an idle agent during a sync (linux)',
  },
  {
    name: 'an old line in the log counts as a safe moment to interrupt the agent',
    file: 'lib/agent-log.sh',
    correct: '-n $SYNC_IS_NEW && ',
    broken: '',
    foundBy: 'retirement watch: interrupts an idle agent after its next sync (linux)',
  },
  {
    name: 'the response to a sync during a job counts as a safe moment to interrupt the agent',
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
    name: 'an idle agent is interrupted at the deadline instead of after its next sync',
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
    name: 'an instance that retires is not marked as interrupted',
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
    foundBy: 'retirement watch: interrupts at once an agent that has not registered yet (linux)',
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
    name: 'a spot notice is ignored after a weaker reason',
    file: 'lib/retirement-reasons.sh',
    correct: '(spot terminated unreported rebalance outdated too_old)',
    broken: '(rebalance too_old terminated spot unreported)',
    foundBy:
      'retirement watch: follows a spot notice that comes after a recommendation to replace the instance (linux)',
  },
  {
    name: 'an instance retires on the recommendation of EC2 although its fleet does not replace instances at risk',
    file: 'lib/retirement-reasons.sh',
    correct: ' && $RETIRE_ON_REBALANCE == true',
    broken: '',
    foundBy:
      'retirement watch: leaves the instance alone if the fleet does not replace instances at risk (linux)',
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
    name: 'an instance computes another rollout bucket than the contract does',
    file: 'lib/rollout.sh',
    correct: '(hash * 31 + code)',
    broken: '(hash + code)',
    foundBy:
      "rollout: interrupts an idle agent of an older revision once the share is above the instance's bucket (linux)",
  },
  {
    name: 'in a rollout, all instances leave at once',
    file: 'lib/rollout.sh',
    correct: 'if ((elapsed >= $2)); then',
    broken: 'if true; then',
    foundBy:
      "rollout: interrupts an idle agent of an older revision once the share is above the instance's bucket (linux)",
  },
  {
    name: 'the time of the rollout is read in local time',
    file: 'lib/rollout.sh',
    correct: 'TZ=UTC aws_call',
    broken: 'aws_call',
    foundBy:
      "rollout: interrupts an idle agent of an older revision once the share is above the instance's bucket (linux)",
  },
  {
    name: 'a rollout that cannot be read makes instances leave',
    file: 'lib/rollout.sh',
    correct: '[[ -n $document ]] || return 0',
    broken: "[[ -n $document ]] || { ROLLOUT='0 0 100' && return; }",
    foundBy:
      'rollout: leaves an idle agent alone in a rollout whose parameter the instance must not read (linux)',
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
    foundBy: "rollout: leaves an idle agent alone in a rollout of the instance's own revision (linux)",
  },
  {
    name: 'a group that launches another revision than the rollout names replaces its instances for ever',
    file: 'lib/rollout.jq',
    correct: 'and $launched <= ($written | seconds) + 300',
    broken: '',
    foundBy:
      'rollout: leaves alone an agent whose instance was launched more than five minutes after the rollout was written (linux)',
  },
  {
    name: "a user's clock decides which instances a rollout concerns",
    file: 'lib/rollout.jq',
    correct: '($written | seconds) + 300',
    broken: '(.startedAt // $written | seconds) + 300',
    foundBy:
      'rollout: interrupts an agent whose instance was launched five minutes after the rollout was written (linux)',
  },
  {
    name: 'setting the clock makes an instance too old',
    file: 'lib/retirement-reasons.sh',
    correct: 'read_clock && ((CLOCK_MS / 1000 >= RETIRE_AT))',
    broken: '(($(date +%s) - 1777635800 >= RETIRE_AT))',
    foundBy:
      'retirement watch: after the clock was set forward by 30 days, leaves alone an instance that is not too old yet (linux)',
  },
  {
    name: 'an instance whose agent has registered late retires before it can report its launch',
    file: 'lib/retirement-reasons.sh',
    correct: ' && was_report_refused',
    broken: '',
    foundBy:
      'retirement watch: leaves alone an instance whose agent has registered late and whose report has no answer yet (linux)',
  },
  {
    name: 'an instance that has reported its launch retires',
    file: 'lib/retirement-reasons.sh',
    correct: ' && ! has_reported_launch',
    broken: '',
    foundBy: 'retirement watch: leaves alone an instance that has reported its launch (linux)',
  },
  {
    name: 'instances that were launched together retire together',
    file: 'lib/settings.sh',
    correct: ' * (950 + RANDOM % 101) / 1000',
    broken: ' + 10000',
    foundBy: 'start: saves the reasons to retire, and spreads the maximum lifetime by 5 % (linux)',
  },
];
