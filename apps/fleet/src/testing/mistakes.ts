import { fleetParameters } from './fleet-file.ts';

export interface Mistake {
  readonly what: string;
  /** The command line, without `fleet`. */
  readonly line: string;
  /** The configuration file's content. @default - one fleet, linux, that is right */
  readonly file?: unknown;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Actions that AWS refuses, with the code of the refusal. */
  readonly refused?: Readonly<Record<string, string>>;
  /** What the parameter of the token holds. */
  readonly stored?: string;
  readonly code: 1 | 2;
  /** The parameter, option or resource that is named. */
  readonly names: string | RegExp;
  /** What to do about it. */
  readonly remedy: string | RegExp;
}

const linux = (others: Readonly<Record<string, unknown>>) => fleetParameters('linux', others);

/** What goes wrong on the way from nothing to a running fleet, and how it is told. */
export const MISTAKES: readonly Mistake[] = [
  {
    what: 'a command that is mistyped',
    line: 'deply',
    code: 2,
    names: "unknown command 'deply'",
    remedy: 'Did you mean deploy?',
  },
  {
    what: 'an option that is mistyped',
    line: 'plan --flet linux',
    code: 2,
    names: "unknown option '--flet'",
    remedy: 'Did you mean --fleet?',
  },
  {
    what: 'init without anybody to ask',
    line: 'init other.json',
    code: 2,
    names: '--organization',
    remedy: 'Name it, as in <name>.semaphoreci.com',
  },
  {
    what: 'init over a file that is there',
    line: 'init fleet.json --yes --organization acme',
    code: 1,
    names: 'fleet.json: is there already',
    remedy: 'Name another file, or pass --force',
  },
  {
    what: 'a Mac without a licence',
    line: 'init other.json --yes --organization acme --os macos',
    code: 1,
    names: 'SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN',
    remedy: 'to be set, as SEMAPHORE_AGENT_OS is macos',
  },
  {
    what: 'no configuration at all',
    line: 'validate',
    env: { SEMAPHORE_AGENT_STACK_CONFIG: '' },
    code: 1,
    names: 'SEMAPHORE_AGENT_STACK_NAME',
    remedy: 'expected: to be set: ',
  },
  {
    what: 'a configuration file that is not there',
    line: 'validate --config none.json',
    code: 1,
    names: 'SEMAPHORE_AGENT_STACK_CONFIG',
    remedy: 'the path of a JSON file that can be read',
  },
  {
    what: 'a file that is no JSON',
    line: 'validate',
    file: '{"SEMAPHORE_AGENT_STACK_NAME": "ci",}',
    code: 1,
    names: 'SEMAPHORE_AGENT_STACK_CONFIG',
    remedy: /JSON; at line 1, column \d+/,
  },
  {
    what: 'a parameter that is mistyped',
    line: 'validate',
    file: linux({ SEMAPHORE_AGENT_ASG_MAXSIZE: 3 }),
    code: 1,
    names: 'SEMAPHORE_AGENT_ASG_MAXSIZE (',
    remedy: /try: +SEMAPHORE_AGENT_ASG_MAX_SIZE/,
  },
  {
    what: 'an instance type of the other architecture',
    line: 'plan --no-compare',
    file: linux({ SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7g.large' }),
    code: 1,
    names: 'SEMAPHORE_AGENT_INSTANCE_TYPE',
    remedy: /expected: .*x86_64/,
  },
  {
    what: 'a minimum above the maximum',
    line: 'plan --no-compare',
    file: linux({ SEMAPHORE_AGENT_ASG_MIN_SIZE: 3, SEMAPHORE_AGENT_ASG_MAX_SIZE: 2 }),
    code: 1,
    names: 'SEMAPHORE_AGENT_ASG_MIN_SIZE',
    remedy: 'at most SEMAPHORE_AGENT_ASG_MAX_SIZE, which is 2',
  },
  {
    what: 'subnets without their VPC',
    line: 'validate',
    file: linux({ SEMAPHORE_AGENT_SUBNETS: ['subnet-0123456789abcdef0'] }),
    code: 1,
    names: 'SEMAPHORE_AGENT_SUBNETS',
    remedy: 'not to be set without SEMAPHORE_AGENT_VPC_ID',
  },
  {
    what: 'two fleets of one name',
    line: 'validate',
    file: { fleets: [linux({}), linux({})] },
    code: 1,
    names: 'SEMAPHORE_AGENT_STACK_NAME (fleet linux)',
    remedy: 'a name of its own for each fleet',
  },
  {
    what: "a token where the stack's own document goes",
    line: 'validate',
    file: linux({ SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: 'linux-config' }),
    code: 1,
    names: 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME',
    remedy: 'another parameter: the stack of fleet linux makes the one of this name',
  },
  {
    what: 'a stack name for all fleets of a file',
    line: 'validate',
    file: { fleets: [linux({})] },
    env: { SEMAPHORE_AGENT_STACK_NAME: 'all' },
    code: 1,
    names: 'SEMAPHORE_AGENT_STACK_NAME (environment)',
    remedy: 'not to be set in the environment',
  },
  {
    what: 'a bootstrap with the credentials of another account',
    line: 'bootstrap aws://222222222222/eu-west-1 --yes',
    code: 1,
    names: 'the credentials in use belong to account 111111111111',
    remedy: 'take others with --profile',
  },
  {
    what: 'a bootstrap of an environment that is mistyped',
    line: 'bootstrap aws://eu-west-1 --yes',
    code: 2,
    names: 'aws://eu-west-1',
    remedy: 'is written aws://<12 digits of the account>/<region>',
  },
  {
    what: 'a bootstrap by somebody who is no administrator',
    line: 'bootstrap --yes',
    refused: { CreatePolicy: 'AccessDenied' },
    code: 1,
    names: 'iam:CreatePolicy on policy agent-aws-stack-execution-policy',
    remedy: 'Allow iam:CreatePolicy',
  },
  {
    what: 'credentials that have expired',
    line: 'bootstrap --yes',
    refused: { GetCallerIdentity: 'ExpiredToken' },
    code: 1,
    names: 'sts:GetCallerIdentity',
    remedy: 'Sign in to AWS, or name a profile with --profile',
  },
  {
    what: 'a token that nobody typed',
    line: 'token put --yes',
    code: 2,
    names: 'token: nothing was given',
    remedy: 'Type it at the prompt, or pipe it in',
  },
  {
    what: 'a token over one that is there',
    line: 'token put --yes',
    input: 'new',
    stored: 'old',
    code: 1,
    names: 'parameter /ci/linux-token: is there already',
    remedy: 'fleet token rotate',
  },
  {
    what: 'a rotation before there is a token',
    line: 'token rotate --yes',
    input: 'new',
    code: 1,
    names: 'parameter /ci/linux-token: is not there',
    remedy: 'fleet token put',
  },
  {
    what: 'a Semaphore that is not there',
    line: 'token put --yes',
    input: 'new',
    env: { SEMAPHORE_ENDPOINT: '127.0.0.1:1' },
    code: 1,
    names: '127.0.0.1:1: connection failed',
    remedy: 'Check SEMAPHORE_ENDPOINT or SEMAPHORE_ORGANIZATION',
  },
  {
    what: 'a fleet that the file does not have',
    line: 'plan --fleet windows',
    code: 2,
    names: '--fleet: the configuration has no fleet windows',
    remedy: 'It has linux',
  },
  {
    what: 'a deployment without anybody to ask',
    line: 'deploy',
    code: 2,
    names: '--yes: nobody is there to ask',
    remedy: 'Pass --yes to do it',
  },
];
