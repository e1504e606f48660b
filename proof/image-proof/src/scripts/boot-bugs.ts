import type { PlantedBug } from './planted-bug.ts';

/** Bugs of the boot unit's script and of the boot log. */
export const BOOT_BUGS: readonly PlantedBug[] = [
  {
    name: 'the boot unit ignores other commands of the user data',
    file: 'lib/boot-start.sh',
    correct: '[[ -z $parameter && $line =~ $call ]] || return',
    broken: '[[ -z $parameter && $line =~ $call ]] || continue',
    foundBy: 'boot: leaves a script with a command after the call to cloud-init',
  },
  {
    name: 'the boot unit acts on a call with more arguments',
    file: 'lib/boot-start.sh',
    correct: '([A-Za-z0-9_./-]+)\\$"',
    broken: '([A-Za-z0-9_./-]+)"',
    foundBy: 'boot: leaves a call with a second argument to cloud-init',
  },
  {
    name: 'a reboot starts the agent again',
    file: 'lib/boot-start.sh',
    correct: '[[ -e $BOOT_STARTED && $(cat "$BOOT_STARTED") == "$1" ]]',
    broken: 'false',
    foundBy: 'boot: does not start the agent again after a reboot',
  },
  {
    name: 'an instance counts as booted because the one from which its image was made has booted',
    file: 'lib/boot-start.sh',
    correct: ' && $(cat "$BOOT_STARTED") == "$1"',
    broken: '',
    foundBy: 'boot: starts the agent of an instance whose image was made from another instance',
  },
  {
    name: "the user data's call starts the agent again after a short job",
    file: 'start.sh',
    correct: 'if user_data_has_nothing_to_start; then',
    broken: 'if false; then',
    foundBy:
      "boot: the user data's call does nothing after the boot unit's, even if the agent has run a job and exited",
  },
  {
    name: 'every later call of start.sh counts as that of the user data, so none starts the agent',
    file: 'lib/boot-start.sh',
    correct: ' && rm -f "$USER_DATA_TO_COME"',
    broken: '',
    foundBy: "boot: only the first call after the boot unit's counts as that of the user data",
  },
  {
    name: 'the boot unit does not wait for the network',
    file: 'boot.sh',
    correct: 'tenths < 600',
    broken: 'tenths < 1',
    foundBy: 'boot: waits until the network reaches the metadata service',
  },
  {
    name: 'the boot log says that the user data has started the agent, although the boot unit has',
    file: 'lib/boot-log.sh',
    correct: '"${SEMAPHORE_STARTED_BY:-user-data}"',
    broken: 'user-data',
    foundBy: 'boot: starts the agent if the user data only calls start.sh',
  },
  {
    name: 'the boot log does not count repeated requests',
    file: 'lib/ssm.sh',
    correct: '  count_ssm_call\n',
    broken: '  : >"$LOCK/ssm-calls"; count_ssm_call\n',
    foundBy: 'boot log: counts each request to SSM (linux)',
  },
  {
    name: 'an agent that does not register has a boot line',
    file: 'lib/boot-log.sh',
    correct: '    return\n  fi\n  add_mark registered',
    broken: '    registered=1\n  fi\n  add_mark registered',
    foundBy: 'boot log: has no line about an agent that does not register within a minute (linux)',
  },
  {
    name: "a job of the instance from which the image was made counts as this instance's first job",
    file: 'lib/first-job.jq',
    correct: 'select(.sinceBootMs >= $boot.marks.registered - 2000)',
    broken: '.',
    foundBy: 'first job: is not a job of the instance from which the image was made (linux)',
  },
  {
    name: 'the first job counts as begun when the watch looks',
    file: 'lib/first-job.jq',
    correct: '$now_ms - $boot_ms - ($wall_ms - .ms)',
    broken: '$now_ms - $boot_ms',
    foundBy: 'first job: is noted once, at the time that the agent has logged (linux)',
  },
];
