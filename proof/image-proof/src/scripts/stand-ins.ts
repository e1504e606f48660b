import type { Platform } from './script-case.ts';

/** Folder with the instructions for the stand-ins, in which they record their calls. */
export const CASE_FOLDER = '/.case';

/** What the agent has read from its configuration, if the configuration is a pipe. */
export const AGENT_READS = `${CASE_FOLDER}/agent-reads`;

/** What the agent logs when it is ready for jobs, if it is ready as soon as it starts. */
export const AGENT_LOGS = `${CASE_FOLDER}/agent-logs`;

/** What `sudo -l` prints about the agent's user. If it is missing, sudo allows nothing. */
export const ALLOWED_BY_SUDO = `${CASE_FOLDER}/allowed-by-sudo`;

/**
 * Shell functions of every stand-in: `record` records a call, and `fails` succeeds if the case makes the call fail. The
 * stand-ins start few programs, and the simplest ones run in sh, because they run thousands of times.
 */
const RECORD = `
record() { printf '%s\\n' "$*" >>${CASE_FOLDER}/calls; }
fails() {
  local call
  while IFS= read -r call; do [[ $call != "$1" ]] || return 0; done <${CASE_FOLDER}/failing
  return 1
}
`;

/**
 * The AWS CLI, which refuses unknown options as the real one does. Its answers are in files. Records the environment's
 * credentials with the call, because the real CLI would use them instead of the instance's role. Records aliases and models
 * in the home too, because the real CLI would run what they say.
 */
const AWS = `#!/bin/bash
${RECORD}
while [[ $1 == --* ]]; do
  case $1 in
    --region) region=$2 ;;
    --output) [[ $2 == text ]] || { echo "Invalid choice: $2" >&2; exit 252; } ;;
    --cli-connect-timeout | --cli-read-timeout) [[ $2 =~ ^[0-9]+$ ]] || exit 252 ;;
    *) echo "Unknown options: $1" >&2; exit 252 ;;
  esac
  shift 2
done
[[ -n $region ]] || { echo 'You must specify a region.' >&2; exit 253; }
operation="$1 $2"
shift 2
case $operation in
  'ssm get-parameter') values=' --name --query ' flags=' --with-decryption ' ;;
  'autoscaling set-instance-health')
    values=' --instance-id --health-status ' flags=' --should-respect-grace-period --no-should-respect-grace-period ' ;;
  'autoscaling terminate-instance-in-auto-scaling-group')
    values=' --instance-id ' flags=' --should-decrement-desired-capacity --no-should-decrement-desired-capacity ' ;;
  'autoscaling complete-lifecycle-action')
    values=' --lifecycle-hook-name --auto-scaling-group-name --instance-id --lifecycle-action-result ' flags='' ;;
  *) echo "Invalid choice: $operation" >&2; exit 252 ;;
esac
key=\${operation#* } call="\${operation#* } in $region"
while [[ $# -gt 0 ]]; do
  if [[ $values == *" $1 "* ]]; then
    [[ $# -ge 2 ]] || { echo "expected one argument: $1" >&2; exit 252; }
    [[ $1 != --name ]] || key="$key:\${2//\\//%2F}"
    if [[ $1 == --query ]]; then
      case $2 in
        Parameter.Value) ;;
        # The real CLI prints the time zone of the machine.
        'Parameter.[LastModifiedDate,Value]') [[ $TZ == UTC ]] || call="$call in local time" ;;
        *) exit 252 ;;
      esac
    else
      call="$call $2"
    fi
    shift 2
  elif [[ $flags == *" $1 "* ]]; then
    call="$call $1"
    shift
  else
    echo "Unknown options: $1" >&2; exit 252
  fi
done
for variable in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_ROLE_ARN \\
  AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_EC2_METADATA_DISABLED; do
  [[ -z \${!variable} ]] || call="$call with $variable"
done
[[ ! -s \${AWS_SHARED_CREDENTIALS_FILE:-$HOME/.aws/credentials} ]] || call="$call with a credentials file"
[[ ! -e $HOME/.aws/cli/alias ]] || call="$call with aliases"
[[ ! -e $HOME/.aws/models ]] || call="$call with models"
[[ \${AWS_MAX_ATTEMPTS:-3} == 1 ]] || call="$call with retries"
record "$call"
answers="${CASE_FOLDER}/aws/$key"
if [[ ! -d $answers ]]; then
  echo "An error occurred (ParameterNotFound) when calling the GetParameter operation: " >&2
  exit 254
fi
# Of several calls at the same time, only one can create this file.
count=1
set -o noclobber
until { : >"$answers/call-$count"; } 2>/dev/null; do count=$((count + 1)); done
IFS= read -rd '' last <"$answers/count"
[[ $count -le $last ]] || count=$last
IFS= read -rd '' status <"$answers/$count.status"
IFS= read -rd '' text <"$answers/$count.text"
if [[ $status -eq 0 ]]; then printf %s "$text"; else printf %s "$text" >&2; fi
exit "$status"
`;

/** A line of this text in AGENT_LOG_LINES empties the agent's log. */
export const EMPTIES_LOG = 'EMPTY';
/** The lines of the agent's log, each after the number of seconds that the script must have slept. */
export const AGENT_LOG_LINES = `${CASE_FOLDER}/agent-log`;
/** After so many seconds of sleep, the script is ended. */
export const ENDS_AFTER = `${CASE_FOLDER}/ends-after`;

/** The file that a case has as /proc/uptime: how long the system has run. Starts at UPTIME_SECONDS, and grows while the script sleeps. */
export const UPTIME = `${CASE_FOLDER}/uptime`;
export const UPTIME_SECONDS = 1_000;
/** The file with the seconds by which a case sets the clock forward, or back if they are negative. */
export const CLOCK_STEP = `${CASE_FOLDER}/clock-step`;

/**
 * Records the sleep. Instead of waiting, sets the clock, writes the agent's log as it is at that time, and runs the case's `meanwhile` script.
 * The clock's file is never empty, because another script may read it at the same time.
 */
const SLEEP = `#!/bin/sh
printf '%s\\n' "$1" >>${CASE_FOLDER}/slept
awk -v script=$PPID '
  BEGIN {
    while ((getline <"${CASE_FOLDER}/slept") > 0) slept += $1
    printf "%.2f 0.00\\n", ${UPTIME_SECONDS} + slept
    fflush()
    while ((getline <"${AGENT_LOG_LINES}") > 0) {
      logs = 1
      if ($1 > slept) continue
      sub(/^[^ ]* /, "")
      text = $0 == "${EMPTIES_LOG}" ? "" : text $0 "\\n"
    }
    if (logs) printf "%s", text >"/opt/semaphore/agent/agent.log"
    close("/opt/semaphore/agent/agent.log")
    if ((getline end <"${ENDS_AFTER}") > 0 && slept >= end + 0) system("kill -TERM " script)
  }' 1<>${UPTIME}
if [ -x ${CASE_FOLDER}/meanwhile ]; then ${CASE_FOLDER}/meanwhile; fi
`;

/**
 * Runs the command as the same user, or with -u as another one. SUDONE tells the stand-in for launchctl that it was called
 * with sudo.
 */
const SUDO = `#!/bin/bash
[[ $1 == -n ]] || { echo 'sudo: a password is required' >&2; exit 1; }
shift
if [[ "$*" == '-l -U semaphore' ]]; then
  if [[ -e ${ALLOWED_BY_SUDO} ]]; then cat ${ALLOWED_BY_SUDO}; else echo 'User semaphore is not allowed to run sudo on guest.'; fi
  exit
fi
if [[ $1 == -u ]]; then exec setpriv --reuid "$2" --regid "$2" --init-groups "\${@:3}"; fi
SUDONE=1 exec "$@"
`;

/** A command that is only recorded, and fails if the case says so. */
const RECORDED = (name: string): string => `#!/bin/bash
${RECORD}
record "${name} $*"
! fails "${name} $1"
`;

/** When the kernel has started systemd, and when the network was up, in milliseconds since boot. */
export const USERSPACE_MS = 12;
export const NETWORK_MS = 34;

/** `show` prints the properties of the agent's unit in systemd's own order, whatever the order of the options. When the agent's unit starts, reads the agent's configuration as the agent would. */
const SYSTEMCTL = `#!/bin/bash
${RECORD}
if [[ $1 != show ]]; then
  record "systemctl $*"
  ! fails "systemctl $1" || exit 1
  if [[ "$*" == 'start semaphore-agent.service' && -e ${AGENT_LOGS} ]]; then cat ${AGENT_LOGS} >>/opt/semaphore/agent/agent.log; fi
  config=/opt/semaphore/agent/config.yaml
  if [[ "$*" == 'start semaphore-agent.service' && -p $config ]]; then
    : >${AGENT_READS}
    cat $config </dev/null >>${AGENT_READS} 2>/dev/null &
  fi
  if [[ $1 == kill && -e ${AGENT_LOG_LINES} ]]; then
    printf '0 May  1 12:00:00.000 agent : Termination signal received\\n' >>${AGENT_LOG_LINES}
  fi
  # The last call of a start waits until the agent has read its configuration, because the case examines what it has read.
  while [[ $1 == mask && -e ${AGENT_READS} && ! -s ${AGENT_READS} ]]; do /usr/bin/sleep 0.01; done
  exit 0
fi
case $* in
  'show --property=KernelTimestamp --property=UserspaceTimestampMonotonic')
    printf 'UserspaceTimestampMonotonic=%d\nKernelTimestamp=Fri 2026-05-01 11:59:55 UTC\n' ${USERSPACE_MS}000
    exit
    ;;
  'show --property=ActiveEnterTimestampMonotonic network.target')
    echo ActiveEnterTimestampMonotonic=${NETWORK_MS}999
    exit
    ;;
  'show --property=MainPID --property=SubState semaphore-agent.service') ;;
  *) exit 64 ;;
esac
! fails 'systemctl show' || exit 1
if [[ -s ${CASE_FOLDER}/unit ]]; then cat ${CASE_FOLDER}/unit; else printf 'MainPID=0\nSubState=dead\n'; fi
`;

/** The program that controls the CloudWatch agent on macOS. It is not in PATH. */
export const LOG_AGENT_CONTROL = RECORDED('amazon-cloudwatch-agent-ctl');

const SILENT = `#!/bin/sh
exit 0
`;

/** A command that macOS does not have. */
const ABSENT = (name: string): string => `#!/bin/bash
echo "bash: ${name}: command not found" >&2
exit 127
`;

/** A command of macOS, which refuses the options that only GNU's version has. */
const WITHOUT = (name: string, pattern: string, first = ''): string => `#!/bin/bash
${first}for argument in "$@"; do
  if [[ $argument =~ ${pattern} ]]; then echo "${name}: illegal option -- $argument" >&2; exit 64; fi
done
exec /usr/bin/${name} "$@"
`;

/** Apple's stat has no -c; `-f %m` prints the time of the last change in seconds. */
const STAT = `#!/bin/bash
[[ $1 == -f && $2 == %m && $# -eq 3 ]] || { echo "stat: illegal option -- $*" >&2; exit 64; }
exec /usr/bin/stat -c %Y "$3"
`;

/** The free space of the disk, which is small if the case says so. */
const DF = `#!/bin/bash
${RECORD}
available=50000000
if fails 'df -k'; then available=4; fi
printf 'Filesystem 1024-blocks Used Available Capacity\\n/dev/disk1s1 100000000 1 %d 50%%\\n' "$available"
`;

/** Apple's ps prints argv[0], which a process can change (adv_cmds-237, ps/print.c, getproclline). */
const PS = `#!/bin/bash
[[ $* == '-axo comm=' ]] || { echo "ps: $*" >&2; exit 64; }
cat ${CASE_FOLDER}/processes
`;

/**
 * `list` prints process id or -, last exit status and label, as launchctl(1) describes and ec2-macos-init parses it. Only
 * root sees the system's daemons. Others see those of their own session, of which there are none here.
 */
const LAUNCHCTL = `#!/bin/bash
${RECORD}
if [[ $1 != list ]]; then
  record "launchctl $*"
  if [[ $1 == kickstart && -e ${AGENT_LOGS} ]]; then cat ${AGENT_LOGS} >>/opt/semaphore/agent/agent.log; fi
  ! fails "launchctl $1" || exit 1
  if [[ $1 == kill && -e ${AGENT_LOG_LINES} ]]; then
    printf '0 May  1 12:00:00.000 agent : Termination signal received\\n' >>${AGENT_LOG_LINES}
  fi
  exit 0
fi
! fails 'launchctl list' || exit 1
[[ $# -eq 1 ]] || exit 64
printf 'PID\\tStatus\\tLabel\\n'
if [[ $EUID -eq 0 || -n $SUDONE ]]; then cat ${CASE_FOLDER}/daemons; fi
`;

/** The time at which the fake clock starts. It advances while the script sleeps. */
const NOW = Date.parse('2026-05-01T12:00:00Z') / 1_000;

const FAKE_CLOCK = `[ "$*" != '+%s' ] || exec awk -v now=${NOW} \\
  '{ slept += $1 } END { printf "%d\\n", now + slept }' ${CASE_FOLDER}/slept $([ ! -e ${CLOCK_STEP} ] || echo ${CLOCK_STEP})
`;
const DATE = `#!/bin/sh
${FAKE_CLOCK}[ "$*" != '+%s%3N' ] || exec awk -v now=${NOW} \\
  '{ slept += $1 } END { printf "%.0f\\n", (now + slept) * 1000 }' ${CASE_FOLDER}/slept $([ ! -e ${CLOCK_STEP} ] || echo ${CLOCK_STEP})

exec /usr/bin/date "$@"
`;

/** What Apple's sysctl prints about the boot time, which the kernel moves when the clock is set. */
const SYSCTL = `#!/bin/sh
[ "$*" = '-n kern.boottime' ] || exit 64
printf '{ sec = %d, usec = 250000 } Fri May  1 11:43:19 2026\\n' $((${NOW - UPTIME_SECONDS - 1} + $(cat ${CLOCK_STEP} 2>/dev/null || echo 0)))
`;

/** Perl whose time is that of the fake clock. */
const PERL = `#!/bin/sh
exec /usr/bin/perl -I${CASE_FOLDER}/perl "$@"
`;
/** Perl's module with the clock, in the folder that PERL tells Perl to search. */
export const PERL_CLOCK = `package Time::HiRes;
use Exporter 'import';
our @EXPORT_OK = ('time');
sub time { my $now = \`date +%s\`; chomp $now; return $now }
1;
`;

/** A program of the machine, whose arguments must not have secrets. */
const WITHOUT_SECRETS = (name: string): string => `#!/bin/sh
printf '%s\\n' "$*" >>${CASE_FOLDER}/arguments
exec /usr/bin/${name} "$@"
`;

const COMMON = {
  aws: AWS,
  sleep: SLEEP,
  sudo: SUDO,
  logger: SILENT,
  shutdown: RECORDED('shutdown'),
  ...Object.fromEntries(['curl', 'jq', 'openssl'].map((name) => [name, WITHOUT_SECRETS(name)])),
};

/** The stand-ins of a platform, by command. */
export const STAND_INS: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  linux: {
    ...COMMON,
    systemctl: SYSTEMCTL,
    sha256sum: WITHOUT_SECRETS('sha256sum'),
    date: DATE,
    usermod: RECORDED('usermod'),
    nft: RECORDED('nft'),
    sysctl: RECORDED('sysctl'),
  },
  macos: {
    ...COMMON,
    launchctl: LAUNCHCTL,
    plutil: RECORDED('plutil'),
    ps: PS,
    date: WITHOUT('date', '^(-d|--|-I|\\\\+.*%N)', FAKE_CLOCK),
    sysctl: SYSCTL,
    perl: PERL,
    stat: STAT,
    df: DF,
    sed: WITHOUT('sed', '^(-i|-r|--)'),
    grep: WITHOUT('grep', '^(-P|--[a-z])'),
    ...Object.fromEntries(
      ['systemctl', 'getent', 'timeout', 'flock', 'setsid', 'shuf', 'tac', 'sha256sum', 'ip', 'dpkg'].map(
        (name) => [name, ABSENT(name)],
      ),
    ),
  },
};

/** The folder for the stand-ins, which comes first in the PATH that the platform's scripts set. */
export const STAND_IN_FOLDER: Readonly<Record<Platform, string>> = {
  linux: '/usr/local/bin',
  macos: '/opt/homebrew/bin',
};
