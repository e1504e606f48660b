import type { Answer, Metadata, Platform, ScriptCase } from '../script-case.ts';
import { AGENT } from '../script-files.ts';
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
  refused,
  SLOW,
  STARTS,
  THROTTLED,
  TOKEN,
  TOKEN_PARAMETER,
  UNREACHABLE,
} from './fleet.ts';
import { BOOT_RETRIES, retriesForBoot, SURE_RETRIES, waits } from './retries.ts';
import { starts } from './start.ts';

const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const NO_TOKEN_WRITTEN = { [`${AGENT}/config.yaml`]: { text: /token: "DUMMY"/ } };

/** A start that fails, so that the group replaces the instance. */
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

const config = (...given: readonly Answer[]) => ({ [`get-parameter:${CONFIG}`]: given });
const token = (...given: readonly Answer[]) => ({ [`get-parameter:${TOKEN_PARAMETER}`]: given });
const keys = (...given: readonly Answer[]) => ({ [`get-parameter:${KEYS_PARAMETER}`]: given });
const changed = (changes: object): Answer => JSON.stringify({ ...DOCUMENT, ...changes });
const wrong = (name: string, document: Answer, output: RegExp) =>
  onBoth(() => fails(name, config(document), [READS_CONFIG], output));

const GOOD = JSON.stringify(DOCUMENT);
const MISSING = refused('ParameterNotFound');
const KMS_DENIED = refused('AccessDeniedException', 'The ciphertext refers to a customer master key');

/** Without an identity the instance cannot report itself, so it powers off. */
const lost = (
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
    output: [/metadata service does not say/],
    sleptSeconds: BOOT_RETRIES,
    files: NO_TOKEN_WRITTEN,
  },
});

const refuses = (
  name: string,
  rest: Partial<ScriptCase> & Pick<ScriptCase, 'expect'>,
): Omit<ScriptCase, 'platform'> => ({
  name: `start: ${name}`,
  script: 'start.sh',
  arguments: [CONFIG],
  aws: answers() ?? {},
  ...rest,
});

export const TROUBLED: readonly ScriptCase[] = [
  ...onBoth(() =>
    fails('no configuration', config(MISSING), [], /parameter ci-fleet-config cannot be read/, READS_CONFIG),
  ),
  ...onBoth(() => fails('configuration denied', config(DENIED), [], /AccessDeniedException/, READS_CONFIG)),
  ...onBoth(() => fails('no AWS', config(UNREACHABLE), [], /Could not connect/, READS_CONFIG)),
  ...onBoth(() =>
    fails(
      'no token',
      token(MISSING),
      [READS_CONFIG, READS_KEYS],
      /registration token cannot be read/,
      READS_TOKEN,
    ),
  ),
  ...onBoth(() =>
    fails(
      "the token's key denied",
      token(KMS_DENIED),
      [READS_CONFIG, READS_KEYS],
      /customer master key/,
      READS_TOKEN,
    ),
  ),
  ...onBoth(() => fails('an empty token', token(''), READS, /registration token is empty/)),
  ...onBoth(() =>
    fails('no host keys', keys(MISSING), [READS_CONFIG, READS_TOKEN], /host keys cannot be read/, READS_KEYS),
  ),
  ...onBoth(() =>
    fails('host keys that are none', keys('["<html>"]'), READS, /host keys cannot be made known/),
  ),
  ...onBoth(() => fails('host keys that are no JSON', keys('oops'), READS, /host keys cannot be made known/)),
  ...wrong('no JSON', 'oops', /configuration in parameter ci-fleet-config is wrong/),
  ...wrong('an empty document', '', /configuration in parameter ci-fleet-config is wrong/),
  ...wrong('no endpoint', changed({ endpoint: undefined }), /endpoint is null, expected a host/),
  ...wrong('an empty endpoint', changed({ endpoint: '' }), /endpoint is "", expected a host/),
  ...wrong('an endpoint with its scheme', changed({ endpoint: 'https://acme' }), /endpoint is "https/),
  ...wrong('no token parameter', changed({ agentTokenParameterName: '' }), /agentTokenParameterName is ""/),
  ...wrong(
    'an idle time-out that is no number',
    changed({ disconnectAfterIdleTimeout: 'soon' }),
    /disconnectAfterIdleTimeout is "soon", expected seconds/,
  ),
  ...wrong(
    'neither true nor false',
    changed({ disconnectAfterJob: 'yes' }),
    /disconnectAfterJob is "yes", expected true or false/,
  ),
  ...wrong(
    'a variable the agent would die of',
    changed({ envVars: ['OPTIONS=a=b'] }),
    /envVars is .*expected a list of NAME=value/,
  ),
  ...wrong(
    'an unknown end of a job',
    changed({ afterJob: 'stay' }),
    /afterJob is "stay", expected replace or shrink/,
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: throttled for a while', {
      aws: answers(config(THROTTLED, THROTTLED, GOOD)) ?? {},
      expect: {
        exit: 0,
        calls: [...times(2, READS_CONFIG), ...READS, ...STARTS[platform]],
        sleptSeconds: waits(2),
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: slow, then there', {
      aws: answers(config(SLOW, GOOD)) ?? {},
      expect: { exit: 0, calls: [READS_CONFIG, ...READS, ...STARTS[platform]], sleptSeconds: waits(1) },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, "start: a new role's rights that take a minute to spread", {
      aws: answers(token(...times(SURE_RETRIES, DENIED), TOKEN)) ?? {},
      expect: {
        exit: 0,
        calls: [...times(SURE_RETRIES, READS_TOKEN), ...READS, ...STARTS[platform]],
        sleptSeconds: waits(SURE_RETRIES),
      },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: metadata that takes a minute to arrive', {
      metadata: { failures: SURE_RETRIES },
      expect: { exit: 0, calls: [...READS, ...STARTS[platform]], sleptSeconds: waits(SURE_RETRIES) },
    }),
  ),
  ...onBoth((platform) =>
    starts(platform, 'start: metadata by IPv6 alone', { metadata: { reachable: 'ipv6' } }),
  ),
  ...onBoth((platform) => lost(platform, 'no metadata service', { reachable: 'never' })),
  ...onBoth((platform) => lost(platform, 'an empty instance id', { instanceId: '' })),
  ...onBoth((platform) => lost(platform, 'a page instead of the instance id', { instanceId: '<html>' })),
  ...onBoth((platform) => lost(platform, 'an invalid region', { region: 'null' })),
  ...onBoth((platform) =>
    refuses('the group cannot be told either', {
      aws: answers({ ...config(MISSING), 'set-instance-health': [DENIED] }) ?? {},
      expect: {
        exit: 1,
        calls: [MARKS_UNHEALTHY, POWERS_OFF[platform]],
        ...retriesForBoot(READS_CONFIG),
      },
    }),
  ),
  ...onBoth((platform) =>
    refuses('the agent does not start', {
      failing: ['systemctl start', 'launchctl kickstart'],
      expect: {
        exit: 1,
        calls: [...READS, STARTS[platform][0] ?? '', MARKS_UNHEALTHY],
        output: [/agent does not start/],
      },
    }),
  ),
  ...onBoth((platform) =>
    refuses('the health check does not start', {
      failing: ['systemctl enable', 'launchctl bootstrap'],
      expect: {
        exit: 1,
        calls: [...READS, ...STARTS[platform].filter((call) => call !== MASKS_UPGRADES), MARKS_UNHEALTHY],
        output: [/health check does not start/],
      },
    }),
  ),
  {
    ...starts('linux', 'start: upgrades that cannot be turned off do not cost the instance (linux)', {
      failing: ['systemctl mask'],
      expect: { exit: 0, calls: [...READS, ...STARTS.linux], output: [/upgrades cannot be turned off/] },
    }),
    platform: 'linux',
  },
  ...onBoth(() =>
    refuses('no pre-signed URL without credentials', {
      aws: answers(config(changed({ usePreSignedURL: true }))) ?? {},
      environment: { AWS_EC2_METADATA_DISABLED: 'true' },
      expect: {
        exit: 1,
        calls: [...READS, MARKS_UNHEALTHY],
        output: [/no credentials: .*AWS_EC2_METADATA_DISABLED/, /no name/],
      },
    }),
  ),
  ...onBoth(() =>
    refuses('another start is under way', {
      // The first process of the case.
      files: { '/var/run/semaphore-agent-start.lock/pid': { content: '1\n', owner: 'root' } },
      expect: {
        exit: 0,
        calls: [],
        output: [/another start is under way/],
        files: NO_TOKEN_WRITTEN,
        keepsLock: true,
      },
    }),
  ),
  ...onBoth(() =>
    refuses('the agent is running already', {
      processes: [{ executable: `${AGENT}/agent` }],
      expect: { exit: 0, calls: [], output: [/running already/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    refuses('not as root', {
      user: 'semaphore',
      expect: { exit: 77, calls: [], output: [/run it as root/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    refuses('no parameter named', {
      arguments: [],
      expect: { exit: 64, calls: [], output: [/usage/], files: NO_TOKEN_WRITTEN },
    }),
  ),
  ...onBoth(() =>
    refuses('an empty name', {
      arguments: [''],
      expect: { exit: 64, calls: [], output: [/usage/], files: NO_TOKEN_WRITTEN },
    }),
  ),
];
