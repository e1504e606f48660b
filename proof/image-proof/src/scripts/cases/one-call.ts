import { NEWEST_UBUNTU, writeUserData } from '@agent-aws-stack/contract';
import type { Answer, ScriptCase } from '../script-case.ts';
import { OWN_CREDENTIALS } from '../systems-manager.ts';
import {
  answers,
  CONFIG,
  DENIED,
  DOCUMENT,
  KEYS_PARAMETER,
  MARKS_UNHEALTHY,
  onBoth,
  READS,
  READS_ALL,
  READS_CONFIG,
  READS_KEYS,
  READS_TOKEN,
  READS_WITH_CLI,
  refused,
  STARTS,
  THROTTLED,
  TOKEN,
  TOKEN_PARAMETER,
  UNREACHABLE,
} from './fleet.ts';
import { BOOT, BOOT_LOG } from './boot-log.ts';
import { ISOLATION_CASES } from './isolation.ts';
import { LAUNCH_CASES } from './launch.ts';
import {
  retriesForBoot,
  retriesWhileThrottled,
  SURVIVED_FAILURES,
  SURVIVED_THROTTLING,
  waits,
} from './retries.ts';
import { START_FAULT_CASES } from './start-faults.ts';
import { START_CASES, starts } from './start.ts';

const userData = (token = TOKEN_PARAMETER, config = CONFIG): string =>
  writeUserData(NEWEST_UBUNTU, config, { parameters: { hostKeys: KEYS_PARAMETER, token } });
const NAMED = { 'user-data': [userData()] };
/** As the JavaScript stack writes it. */
const NOT_NAMED = { 'user-data': [writeUserData(NEWEST_UBUNTU, CONFIG)] };

const repeated = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const config = (...replies: readonly Answer[]) => answers({ [`get-parameter:${CONFIG}`]: replies }) ?? {};
const token = (...replies: readonly Answer[]) =>
  answers({ [`get-parameter:${TOKEN_PARAMETER}`]: replies }) ?? {};
const GOOD = JSON.stringify(DOCUMENT);

/** Whether Systems Manager returns everything that the case reads. */
const readsAll = ({ aws = {}, expect }: ScriptCase): boolean =>
  expect.calls.includes(READS_CONFIG) &&
  Object.entries(aws).every(
    ([key, replies]) =>
      !key.startsWith('get-parameter:') || replies.every((reply) => typeof reply === 'string'),
  );

/** The same case, with user data that names all parameters. */
const withOneCall = (scriptCase: ScriptCase): ScriptCase => ({
  ...scriptCase,
  name: `one call: ${scriptCase.name}`,
  documents: { ...NAMED, ...scriptCase.documents },
  expect: {
    ...scriptCase.expect,
    calls: scriptCase.expect.calls.flatMap((call) =>
      call === READS_CONFIG ? [READS_ALL] : READS.includes(call) ? [] : [call],
    ),
  },
});

const oneCall = (
  name: string,
  calls: readonly string[],
  { expect, ...rest }: Partial<Omit<ScriptCase, 'expect'>> & { expect?: Partial<ScriptCase['expect']> } = {},
): readonly ScriptCase[] =>
  onBoth((platform) =>
    starts(platform, `one call: ${name}`, {
      documents: NAMED,
      ...rest,
      expect: { exit: 0, calls: [...calls, ...STARTS[platform]], ...expect },
    }),
  );

const failsWith = (
  name: string,
  aws: NonNullable<ScriptCase['aws']>,
  expect: Partial<ScriptCase['expect']> & Pick<ScriptCase['expect'], 'calls' | 'output'>,
): readonly ScriptCase[] =>
  onBoth(() => ({
    name: `one call: ${name}`,
    script: 'start.sh',
    arguments: [CONFIG],
    documents: NAMED,
    aws,
    secrets: [TOKEN],
    expect: { exit: 1, ...expect },
  }));

const usesCli = (
  name: string,
  rest: Parameters<typeof oneCall>[2],
  signed: readonly string[] = [],
): readonly ScriptCase[] => oneCall(name, [...signed, ...READS_WITH_CLI], rest);

/**
 * Starts whose user data names all parameters, so that one signed call reads them. And starts that read each parameter by itself, or with the AWS CLI.
 * The cases of a start run in both ways on Linux only, because macOS reads parameters with the same library.
 */
export const ONE_CALL_CASES: readonly ScriptCase[] = [
  ...[...START_CASES, ...START_FAULT_CASES, ...LAUNCH_CASES, ...ISOLATION_CASES]
    .filter((scriptCase) => scriptCase.platform === 'linux' && readsAll(scriptCase))
    .map(withOneCall),
  ...oneCall("reads each parameter by itself if the user data is the JavaScript stack's", READS, {
    documents: NOT_NAMED,
  }),
  ...oneCall('reads each parameter by itself if the user data names those of another configuration', READS, {
    documents: { 'user-data': [userData(TOKEN_PARAMETER, 'lab-config')] },
  }),
  ...oneCall(
    "reads each parameter by itself, without a wait, if the role is the JavaScript stack's",
    [READS_ALL, ...READS],
    {
      systemsManager: { refusesGetParameters: true },
      expect: { output: [/not authorized to perform: ssm:GetParameters/] },
    },
  ),
  ...oneCall(
    'if the user data names an old token parameter that is gone, reads the one that the configuration names',
    [READS_ALL.replace(TOKEN_PARAMETER, '/ci/old-token'), READS_TOKEN],
    { documents: { 'user-data': [userData('/ci/old-token')] } },
  ),
  ...oneCall(
    'if the user data names an old token parameter that still exists, reads the one that the configuration names',
    [READS_ALL.replace(TOKEN_PARAMETER, '/ci/old-token'), READS_TOKEN],
    {
      documents: { 'user-data': [userData('/ci/old-token')] },
      aws: answers({ 'get-parameter:/ci/old-token': ['old'] }) ?? {},
    },
  ),
  ...oneCall('retries when throttled', repeated(3, READS_ALL), {
    aws: config(THROTTLED, THROTTLED, GOOD),
    expect: { sleptSeconds: waits(2) },
  }),
  ...oneCall(
    'keeps retrying for minutes while thousands of instances boot',
    repeated(SURVIVED_THROTTLING + 1, READS_ALL),
    {
      aws: config(...repeated(SURVIVED_THROTTLING, THROTTLED), GOOD),
      expect: { sleptSeconds: waits(SURVIVED_THROTTLING) },
    },
  ),
  ...failsWith('gives up if throttled for ten minutes', config(THROTTLED), {
    calls: [MARKS_UNHEALTHY],
    ...retriesWhileThrottled(READS_ALL),
    output: [/ThrottlingException/, /cannot read the configuration/],
  }),
  ...failsWith('fails if AWS is unreachable', config(UNREACHABLE), {
    calls: [MARKS_UNHEALTHY],
    ...retriesForBoot(READS_ALL),
    output: [/Empty reply from server/, /cannot read the configuration/],
  }),
  ...oneCall(
    'retries if the connection breaks in a reply, and logs nothing of that reply',
    repeated(2, READS_ALL),
    {
      systemsManager: { breaksOff: true },
      expect: { output: [/aws ssm GetParameters: curl: \(18\)/], sleptSeconds: waits(1) },
    },
  ),
  ...failsWith('says which parameter does not exist', token(refused('ParameterNotFound')), {
    calls: [READS_ALL, MARKS_UNHEALTHY],
    ...retriesForBoot(READS_TOKEN),
    output: [/ParameterNotFound/, /cannot read the registration token/],
  }),
  ...oneCall(
    'keeps retrying while a new role does not have its permissions yet',
    [READS_ALL, ...repeated(SURVIVED_FAILURES - 1, READS_TOKEN), READS_CONFIG, READS_KEYS, READS_TOKEN],
    {
      aws: token(...repeated(SURVIVED_FAILURES, DENIED), TOKEN),
      expect: { sleptSeconds: waits(SURVIVED_FAILURES - 1) },
    },
  ),
  ...oneCall('waits for the credentials of the role', [READS_ALL], {
    documents: { ...NAMED, 'iam/security-credentials/': ['', '', 'agents'] },
    expect: { sleptSeconds: waits(2) },
  }),
  ...oneCall('signs with the credentials in the environment', [READS_ALL], {
    environment: {
      AWS_ACCESS_KEY_ID: OWN_CREDENTIALS.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: OWN_CREDENTIALS.SecretAccessKey,
    },
    secrets: [TOKEN, OWN_CREDENTIALS.SecretAccessKey],
    documents: { ...NAMED, 'iam/security-credentials/': [''] },
  }),
  ...[3_600_000, -3_600_000].flatMap((clockAheadMs) =>
    oneCall(
      `signs with the time of Systems Manager if the clock is an hour ${clockAheadMs > 0 ? 'slow' : 'fast'}`,
      [`${READS_ALL} signed at another time`, READS_ALL],
      { systemsManager: { clockAheadMs } },
    ),
  ),
  ...usesCli(
    "uses the AWS CLI if Systems Manager refuses the script's signatures",
    { systemsManager: { refusesSignatures: true } },
    repeated(2, `${READS_ALL} with a wrong signature`),
  ),
  ...usesCli('uses the AWS CLI if the image names other endpoints', {
    environment: { AWS_USE_FIPS_ENDPOINT: 'true' },
  }),
  ...oneCall('says in the boot log that a signed request has read the parameters', [READS_ALL], {
    expect: {
      files: { [BOOT_LOG]: { boot: { ...BOOT, parametersBy: 'signed-request', ssmCalls: 1 } } },
    },
  }),
  ...usesCli('says in the boot log that it uses the AWS CLI', {
    environment: { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    expect: { files: { [BOOT_LOG]: { boot: { ...BOOT, parametersBy: 'aws-cli', ssmCalls: 3 } } } },
  }),
  ...usesCli('uses the AWS CLI if the image configures it', {
    files: { '/root/.aws/config': { content: '[default]\nuse_fips_endpoint = true\n', owner: 'root' } },
  }),
  ...onBoth((platform) =>
    starts(platform, 'one call: uses the AWS CLI if the program for SHA-256 fails', {
      documents: NAMED,
      files: {
        [{ linux: '/usr/local/bin/sha256sum', macos: '/opt/homebrew/bin/openssl' }[platform]]: {
          content: '#!/bin/sh\nexit 1\n',
          mode: '755',
          owner: 'root',
        },
      },
      expect: { exit: 0, calls: [...READS_WITH_CLI, ...STARTS[platform]] },
    }),
  ),
];
