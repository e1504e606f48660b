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

/** How agents register, in the words of --registration. */
export const REGISTRATIONS = ['pre-signed', 'token'] as const;
export type Registration = (typeof REGISTRATIONS)[number];

export type AnswerName = keyof typeof ASKED;

/** Answers as text, as they would be in the environment. Which ones there are depends on the operating system. */
export type Answers = { readonly [Name in AnswerName]?: string | undefined };

/** The parameters that answers set. */
export function parametersOf(answers: Answers): Environment {
  const names = Object.keys(answers) as AnswerName[];
  return Object.fromEntries(names.map((name) => [ASKED[name], answers[name]]));
}

/** The answers among parameters. */
export function answersIn(parameters: Environment): Answers {
  const names = Object.keys(ASKED) as AnswerName[];
  const answers = names.map((name) => [name, parameters[ASKED[name]]] as const);
  return Object.fromEntries(answers.filter(([, value]) => value !== undefined));
}
