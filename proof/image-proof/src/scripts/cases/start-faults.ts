import type { Answer, Metadata, Platform, ScriptCase } from '../script-case.ts';
import { AGENT, HOMES } from '../script-files.ts';
import {
  answers,
  CONFIG,
  DENIED,
  DOCUMENT,
  KEYS_PARAMETER,
  MARKS_UNHEALTHY,
  MASKS_UPGRADES,
  onBoth,
  POWERS_OFF,
  READS,
  READS_CONFIG,
  READS_KEYS,
  READS_TOKEN,
  READS_WITH_CLI,
  refused,
  SLOW,
  STARTS,
  THROTTLED,
  TOKEN,
  TOKEN_PARAMETER,
  UNREACHABLE,
} from './fleet.ts';
import { BOOT_RETRIES, retriesForBoot, SURVIVED_FAILURES, waits } from './retries.ts';
import { starts } from './start.ts';

const repeated = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
export const NO_TOKEN_WRITTEN = { [`${AGENT}/config.yaml`]: { text: /token: "DUMMY"/ } };

/** A start that fails and marks the instance unhealthy. */
function fails(
  name: string,
  aws: NonNullable<ScriptCase['aws']>,
  calls: readonly string[],
  output: RegExp,
  retried?: string,
): Omit<ScriptCase, 'platform'> {
  return {
    name: `start: ${name}`,
    script: 'start.sh',
    arguments: [CONFIG],
    aws: answers(aws) ?? {},
    secrets: [TOKEN],
    expect: {
      exit: 1,
      calls: [...calls, MARKS_UNHEALTHY],
      output: [output],
      ...(retried !== undefined && retriesForBoot(retried)),
      files: NO_TOKEN_WRITTEN,
    },
  };
}

const config = (...replies: readonly Answer[]) => ({ [`get-parameter:${CONFIG}`]: replies });
const token = (...replies: readonly Answer[]) => ({ [`get-parameter:${TOKEN_PARAMETER}`]: replies });
const keys = (...replies: readonly Answer[]) => ({ [`get-parameter:${KEYS_PARAMETER}`]: replies });
const changed = (changes: object): Answer => JSON.stringify({ ...DOCUMENT, ...changes });
const refusesDocument = (name: string, document: Answer, output: RegExp) =>
  onBoth(() => fails(`refuses ${name}`, config(document), [READS_CONFIG], output));

const GOOD = JSON.stringify(DOCUMENT);
const MISSING = refused('ParameterNotFound');
const KMS_DENIED = refused('AccessDeniedException', 'The ciphertext refers to a customer master key');

/** A start that does not learn its instance id or region. The instance cannot mark itself unhealthy, so it powers off. */
const powersOff = (
  platform: Platform,
  name: string,
  metadata: Partial<Metadata>,
): Omit<ScriptCase, 'platform'> => ({
  name: `start: ${name}`,
  script: 'start.sh',
  arguments: [CONFIG],
  metadata,
  aws: answers() ?? {},
  expect: {
    exit: 1,
    calls: [POWERS_OFF[platform]],
    output: [/metadata service does not return/],
    sleptSeconds: BOOT_RETRIES,
    files: NO_TOKEN_WRITTEN,
  },
});

const startCase = (
  name: string,
  rest: Partial<ScriptCase> & Pick<ScriptCase, 'expect'>,
): Omit<ScriptCase, 'platform'> => ({
  name: `start: ${name}`,
  script: 'start.sh',
  arguments: [CONFIG],
  aws: answers() ?? {},
  ...rest,
});

export const START_FAULT_CASES: readonly ScriptCase[] = [
  ...onBoth(() =>
    fails(
      'fails without a configuration',
      config(MISSING),
      [],
      /cannot read the configuration in parameter ci-fleet-config/,
      READS_CONFIG,
    ),
  ),
  ...onBoth(() =>
    fails(
      'fails if access to the configuration is denied',
      config(DENIED),
      [],
      /AccessDeniedException/,
      READS_CONFIG,
    ),
  ),
  ...onBoth(() =>
    fails('fails if AWS is unreachable', config(UNREACHABLE), [], /Empty reply from server/, READS_CONFIG),
  ),
  ...onBoth(() =>
    fails(
      'fails without a token',
      token(MISSING),
      [READS_CONFIG, READS_KEYS],
      /cannot read the registration token/,
      READS_TOKEN,
    ),
  ),
  ...onBoth(() =>
    fails(
      "fails if access to the token's key is denied",
      token(KMS_DENIED),
      [READS_CONFIG, READS_KEYS],
      /customer master key/,
      READS_TOKEN,
    ),
  ),
  ...onBoth(() => fails('refuses an empty token', token(''), READS, /registration token is empty/)),
  ...onBoth(() =>
    fails(
      'fails without host keys',
      keys(MISSING),
      [READS_CONFIG, READS_TOKEN],
      /cannot read GitHub's host keys/,
      READS_KEYS,
    ),
  ),
  ...onBoth(() =>
    fails('refuses invalid host keys', keys('["<html>"]'), READS, /cannot write GitHub's host keys/),
  ),
  ...onBoth(() =>
    fails('refuses host keys that are not JSON', keys('oops'), READS, /cannot write GitHub's host keys/),
  ),
  ...refusesDocument(
    'a document that is not JSON',
    'oops',
    /configuration in parameter ci-fleet-config is invalid/,
  ),
  ...refusesDocument('an empty document', '', /configuration in parameter ci-fleet-config is invalid/),
  ...refusesDocument(
    'a document without endpoint',
    changed({ endpoint: undefined }),
    /endpoint is null, expected a host/,
  ),
  ...refusesDocument('an empty endpoint', changed({ endpoint: '' }), /endpoint is "", expected a host/),
  ...refusesDocument(
    'an endpoint with a scheme',
    changed({ endpoint: 'https://acme' }),
    /endpoint is "https/,
  ),
  ...refusesDocument(
    'an empty token parameter',
    changed({ agentTokenParameterName: '' }),
    /agentTokenParameterName is ""/,
  ),
  ...refusesDocument(
    'an idle timeout that is not a number',
    changed({ disconnectAfterIdleTimeout: 'soon' }),
    /disconnectAfterIdleTimeout is "soon", expected seconds/,
  ),
  ...refusesDocument(
    'a value that is neither true nor false',
    changed({ disconnectAfterJob: 'yes' }),
    /disconnectAfterJob is "yes", expected true or false/,
  ),
  ...refusesDocument(
    'a variable with a second =',
    changed({ envVars: ['OPTIONS=a=b'] }),
    /envVars is .*expected a list of NAME=value/,
  ),
  ...refusesDocument(
    'an unknown afterJob',
    changed({ afterJob: 'stay' }),
    /afterJob is "stay", expected replace or shrink/,
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: retries when throttled', {
      aws: answers(config(THROTTLED, THROTTLED, GOOD)) ?? {},
      expect: {
        exit: 0,
        calls: [...repeated(2, READS_CONFIG), ...READS, ...STARTS[platform]],
        sleptSeconds: waits(2),
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: retries after a timeout', {
      aws: answers(config(SLOW, GOOD)) ?? {},
      expect: { exit: 0, calls: [READS_CONFIG, ...READS, ...STARTS[platform]], sleptSeconds: waits(1) },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: keeps retrying while a new role does not have its permissions yet', {
      aws: answers(token(...repeated(SURVIVED_FAILURES, DENIED), TOKEN)) ?? {},
      expect: {
        exit: 0,
        calls: [...repeated(SURVIVED_FAILURES, READS_TOKEN), ...READS, ...STARTS[platform]],
        sleptSeconds: waits(SURVIVED_FAILURES),
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: keeps retrying while the metadata service fails', {
      metadata: { failures: SURVIVED_FAILURES },
      expect: { exit: 0, calls: [...READS, ...STARTS[platform]], sleptSeconds: waits(SURVIVED_FAILURES) },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: works with an IPv6-only metadata service', { metadata: { reachable: 'ipv6' } }),
  ),
  ...onBoth((platform) =>
    powersOff(platform, 'powers off without a metadata service', { reachable: 'never' }),
  ),
  ...onBoth((platform) => powersOff(platform, 'powers off with an empty instance id', { instanceId: '' })),
  ...onBoth((platform) =>
    powersOff(platform, 'powers off with an HTML page instead of the instance id', { instanceId: '<html>' }),
  ),
  ...onBoth((platform) => powersOff(platform, 'powers off with an invalid region', { region: 'null' })),
  ...onBoth((platform) =>
    startCase('powers off if the instance cannot be marked unhealthy', {
      aws: answers({ ...config(MISSING), 'set-instance-health': [DENIED] }) ?? {},
      expect: {
        exit: 1,
        calls: [MARKS_UNHEALTHY, POWERS_OFF[platform]],
        ...retriesForBoot(READS_CONFIG),
      },
    }),
  ),
  ...onBoth((platform) =>
    startCase('fails if the agent does not start', {
      failing: ['systemctl start', 'launchctl kickstart'],
      expect: {
        exit: 1,
        calls: [...READS, STARTS[platform][0] ?? '', MARKS_UNHEALTHY],
        output: [/cannot start the agent/],
      },
    }),
  ),
  ...onBoth((platform) =>
    startCase('fails if the health check does not start', {
      failing: ['systemctl enable', 'launchctl bootstrap'],
      expect: {
        exit: 1,
        calls: [...READS, ...STARTS[platform].filter((call) => call !== MASKS_UPGRADES), MARKS_UNHEALTHY],
        output: [/cannot start the health check/],
      },
    }),
  ),
  {
    ...starts('linux', 'start: succeeds even if upgrades cannot be turned off (linux)', {
      failing: ['systemctl mask'],
      expect: { exit: 0, calls: [...READS, ...STARTS.linux], output: [/cannot turn off automatic upgrades/] },
    }),
    platform: 'linux',
  },
  ...onBoth(() =>
    startCase('fails without credentials for the pre-signed URL', {
      aws: answers(config(changed({ usePreSignedURL: true }))) ?? {},
      environment: { AWS_EC2_METADATA_DISABLED: 'true' },
      expect: {
        exit: 1,
        calls: [...READS_WITH_CLI, MARKS_UNHEALTHY].map((call) => `${call} with AWS_EC2_METADATA_DISABLED`),
        output: [/no credentials: .*AWS_EC2_METADATA_DISABLED/, /cannot make a name/],
      },
    }),
  ),
  // root must not follow links in the home of a user whose jobs may have run already.
  ...onBoth((platform) =>
    startCase("does not follow a link in the home of the agent's user", {
      files: {
        '/etc/outside/file': { content: '', owner: 'root' },
        [`${HOMES[platform]}/.ssh`]: { content: '', linkTo: '/etc/outside' },
      },
      expect: {
        exit: 1,
        calls: [...READS, MARKS_UNHEALTHY],
        output: [/cannot write GitHub's host keys/],
        files: { ...NO_TOKEN_WRITTEN, '/etc/outside': { owner: 'root' } },
        absent: ['/etc/outside/known_hosts'],
      },
    }),
  ),
  ...onBoth(() =>
    startCase('exits if another start is running', {
      // Process 1, which exists, has the lock.
      files: { '/var/run/semaphore-agent-start.lock/pid': { content: '1\n', owner: 'root' } },
      expect: {
        exit: 0,
        calls: [],
        output: [/another start is running/],
        files: NO_TOKEN_WRITTEN,
        keepsLock: true,
      },
    }),
  ),
  ...onBoth(() =>
    startCase('exits if the agent is already running', {
      processes: [{ executable: `${AGENT}/agent`, isService: true }],
      expect: { exit: 0, calls: [], output: [/already running/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    startCase('refuses to run without root', {
      user: 'semaphore',
      expect: { exit: 77, calls: [], output: [/run start\.sh as root/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    startCase('refuses to run without a parameter name', {
      arguments: [],
      expect: { exit: 64, calls: [], output: [/usage/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    startCase('refuses an empty parameter name', {
      arguments: [''],
      expect: { exit: 64, calls: [], output: [/usage/], files: NO_TOKEN_WRITTEN },
    }),
  ),
];
