import type { Environment, ParameterKey } from '@agent-aws-stack/config';

/** The parameters that `init` asks for, by the names of its options. */
export const ASKED = {
  stackName: 'SEMAPHORE_AGENT_STACK_NAME',
  organization: 'SEMAPHORE_ORGANIZATION',
  tokenParameter: 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME',
  os: 'SEMAPHORE_AGENT_OS',
  maxSize: 'SEMAPHORE_AGENT_ASG_MAX_SIZE',
  licenseArn: 'SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN',
  arch: 'SEMAPHORE_AGENT_ARCH',
  instanceType: 'SEMAPHORE_AGENT_INSTANCE_TYPE',
  onDemandPercentage: 'SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE',
  usePreSignedUrl: 'SEMAPHORE_AGENT_USE_PRE_SIGNED_URL',
  jobIsolation: 'SEMAPHORE_AGENT_JOB_ISOLATION',
} as const satisfies Record<string, ParameterKey>;

/** The option that gives each answer. */
export const OPTIONS = {
  stackName: '--stack-name',
  organization: '--organization',
  tokenParameter: '--token-parameter',
  os: '--os',
  maxSize: '--max-size',
  licenseArn: '--license-arn',
  arch: '--arch',
  instanceType: '--instance-type',
  onDemandPercentage: '--spot',
  usePreSignedUrl: '--registration',
  jobIsolation: '--isolation',
} as const satisfies Record<AnswerName, string>;

/** How agents register, in the words of --registration. */
export const REGISTRATIONS = ['pre-signed', 'token'] as const;
export type Registration = (typeof REGISTRATIONS)[number];

export type AnswerName = keyof typeof ASKED;

/** Answers as text, as they would be in the environment. Which ones there are depends on the operating system. */
export type Answers = { readonly [Name in AnswerName]?: string | undefined };

/** The names of answers. */
export const namesOf = (answers: Answers): readonly AnswerName[] => Object.keys(answers) as AnswerName[];

/** Which answer sets a parameter. Undefined if no answer does. */
export const nameOf = (key: string): AnswerName | undefined =>
  namesOf(ASKED).find((name) => ASKED[name] === key);

/** Macs need a license. Their architecture and instance type follow from the Mac family, and EC2 offers them on demand only. */
const WITH_MACS: { readonly [Name in AnswerName]?: 'only' | 'not' } = {
  licenseArn: 'only',
  arch: 'not',
  instanceType: 'not',
  onDemandPercentage: 'not',
};

/** Whether an answer applies to an operating system. @param os - undefined for the default */
export const applies = (name: AnswerName, os: string | undefined): boolean =>
  WITH_MACS[name] !== (os === 'macos' ? 'not' : 'only');

/** The parameters that answers set. */
export function parametersOf(answers: Answers): Environment {
  return Object.fromEntries(namesOf(answers).map((name) => [ASKED[name], answers[name]]));
}

/** The answers among parameters. */
export function answersIn(parameters: Environment): Answers {
  const answers = namesOf(ASKED).map((name) => [name, parameters[ASKED[name]]] as const);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined));
}
