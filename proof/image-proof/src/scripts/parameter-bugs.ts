import type { PlantedBug } from './planted-bug.ts';

const READS_ALL = 'one call: start: configures and starts the agent (linux)';
const READS_EACH =
  "one call: reads each parameter by itself if the user data is the JavaScript stack's (linux)";

/** Bugs in how a start reads its parameters. */
export const PARAMETER_BUGS: readonly PlantedBug[] = [
  {
    name: 'refusals are not retried, although the permissions of a new role take a while to propagate',
    file: 'lib/parameters.sh',
    correct: '"$(left "$PARAMETER_SECONDS")" get_parameter "$1"',
    broken: '3 get_parameter "$1"',
    foundBy: 'start: keeps retrying while a new role does not have its permissions yet (linux)',
  },
  {
    name: 'retries take minutes',
    file: 'lib/parameters.sh',
    correct: 'readonly PARAMETER_SECONDS=90',
    broken: 'readonly PARAMETER_SECONDS=240',
    foundBy: 'start: fails if AWS is unreachable (linux)',
  },
  {
    name: 'a start gives up although it is only throttled',
    file: 'lib/parameters.sh',
    correct: 'retry_throttled "$THROTTLED_SECONDS"',
    broken: 'retry_throttled 30',
    foundBy: 'one call: keeps retrying for minutes while thousands of instances boot (linux)',
  },
  {
    name: 'throttling counts as a network failure',
    file: 'lib/aws.sh',
    correct: 'return "$THROTTLED" ;;',
    broken: 'return "$TRANSIENT" ;;',
    foundBy: 'one call: gives up if throttled for ten minutes (linux)',
  },
  {
    name: 'the configuration is read by itself after the call for all parameters has failed for its whole time',
    file: 'lib/parameters.sh',
    correct: '    *) return "$status" ;;',
    broken: '    *) return 0 ;;',
    foundBy: 'one call: fails if AWS is unreachable (linux)',
  },
  {
    name: 'parameters are read one after the other although the user data names them',
    file: 'lib/parameters.sh',
    correct: '&& start_parameters "$1"; then',
    broken: '&& false; then',
    foundBy: READS_ALL,
  },
  {
    name: 'the names in the user data of another configuration are used',
    file: 'lib/parameters.sh',
    correct: ' && ${BASH_REMATCH[1]} == "$1" ]]',
    broken: ' ]]',
    foundBy:
      'one call: reads each parameter by itself if the user data names those of another configuration (linux)',
  },
  {
    name: 'an instance with the role of the JavaScript stack does not start',
    file: 'lib/parameters.sh',
    correct: '    0 | 1) return 0 ;;',
    broken: '    0) return 0 ;;',
    foundBy:
      "one call: reads each parameter by itself, without a wait, if the role is the JavaScript stack's (linux)",
  },
  {
    name: 'the token is not decrypted',
    file: 'lib/parameters.sh',
    correct: '"{\\"Names\\":$START_PARAMETERS,\\"WithDecryption\\":true}"',
    broken: '"{\\"Names\\":$START_PARAMETERS}"',
    foundBy: READS_ALL,
  },
  {
    name: 'a document with white space is cut at its first line',
    file: 'lib/parameters.sh',
    correct: ' | split("\\n") | join("\\u001f")',
    broken: '',
    foundBy: 'one call: start: reads a document of the JavaScript stack, with white space (linux)',
  },
  {
    name: 'the secret key is an argument of a program',
    file: 'lib/sigv4.sh',
    correct: 'hex "AWS4$SECRET_ACCESS_KEY"',
    broken:
      'openssl dgst -sha256 -hmac "AWS4$SECRET_ACCESS_KEY" </dev/null >/dev/null; hex "AWS4$SECRET_ACCESS_KEY"',
    foundBy: READS_ALL,
  },
  {
    name: 'the session token is an argument of curl',
    file: 'lib/ssm.sh',
    correct: 'curl --disable --config -',
    broken: 'curl --disable -H "x-session: $SESSION_TOKEN" --config -',
    foundBy: READS_ALL,
  },
  {
    name: 'the registration token is an argument of jq in a second run',
    file: 'lib/agent-config.sh',
    correct: 'jq --raw-output',
    broken: 'jq --argjson existing "$existing" --raw-output',
    foundBy: "start: changes only the agent's name in a second run (linux)",
  },
  {
    name: 'the log has the reply with the token',
    file: 'lib/ssm.sh',
    correct: '  if [[ $REPLY_STATUS == 200 ]]; then return 0; fi\n  errors',
    broken: '  log "$REPLY_DOCUMENT"; if [[ $REPLY_STATUS == 200 ]]; then return 0; fi\n  errors',
    foundBy: READS_EACH,
  },
  {
    name: 'the log has the part of a reply that came before the connection broke',
    file: 'lib/ssm.sh',
    correct: 'log "aws ssm $1: $message"',
    broken: 'log "aws ssm $1: $reply"',
    foundBy: 'one call: retries if the connection breaks in a reply, and logs nothing of that reply (linux)',
  },
  {
    name: 'the session token is not signed',
    file: 'lib/sigv4.sh',
    correct: '${SESSION_TOKEN:+x-amz-security-token;}x-amz-target"',
    broken: 'x-amz-target"',
    foundBy: READS_ALL,
  },
  {
    name: 'a wrong clock is not noticed',
    file: 'lib/ssm.sh',
    correct: 'send_signed "$1" "$2" "$REPLY_TIME" || return',
    broken: 'send_signed "$1" "$2" "$now" || return',
    foundBy: 'one call: signs with the time of Systems Manager if the clock is an hour slow (linux)',
  },
  {
    name: 'the month of the reply is one too small',
    file: 'lib/ssm.sh',
    correct: '"$((${#before} / 3 + 1))"',
    broken: '"$((${#before} / 3))"',
    foundBy: 'one call: signs with the time of Systems Manager if the clock is an hour fast (linux)',
  },
  {
    name: 'a start that cannot sign does not use the AWS CLI',
    file: 'lib/parameters.sh',
    correct: '      PARAMETERS_BY=aws-cli\n      ;;',
    broken: '      return 1\n      ;;',
    foundBy: "one call: uses the AWS CLI if Systems Manager refuses the script's signatures (linux)",
  },
  {
    name: "the image's configuration of the AWS CLI is ignored",
    file: 'lib/ssm.sh',
    correct: '[[ -e ${AWS_CONFIG_FILE:-$home/.aws/config}',
    broken: '[[ -e /nowhere',
    foundBy: 'one call: uses the AWS CLI if the image configures it (linux)',
  },
];
