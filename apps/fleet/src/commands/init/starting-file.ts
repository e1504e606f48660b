import type { Arch, Os } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';

/** The answers to the questions of `init`. */
export interface InitAnswers {
  readonly stackName: string;
  readonly organization: string;
  readonly tokenParameter: string;
  readonly os: Os;
  readonly arch: Arch;
  readonly instanceType: string;
  readonly maxSize: number;
  readonly spot: boolean;
  /** macOS only. */
  readonly licenseArn: string | undefined;
}

/** The product's folder, seen from the user's. */
const PRODUCT = installation.kind === 'package' ? 'node_modules/agent-aws-stack/' : '';

/** A configuration file to start with: the answers, and comments on what to change next. */
export function startingFile(answers: InitAnswers, schemaPath: string): string {
  return `${JSON.stringify({ $schema: schemaPath, ...contentOf(answers) }, undefined, 2)}\n`;
}

function contentOf(answers: InitAnswers): Readonly<Record<string, unknown>> {
  const { stackName, organization, tokenParameter, os, maxSize } = answers;
  return {
    '//': `A fleet of Semaphore agents. All parameters: ${PRODUCT}docs/parameters.md; other fleets: ${PRODUCT}examples/.`,
    SEMAPHORE_AGENT_STACK_NAME: stackName,
    SEMAPHORE_ORGANIZATION: organization,
    '// token': `The SSM parameter that holds the agent type's token; store it with: ${installation.program} token put`,
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: tokenParameter,
    '// instances': `The image is built with ${installation.buildImage('…')}; SEMAPHORE_AGENT_AMI names another one.`,
    SEMAPHORE_AGENT_OS: os,
    ...(os === 'macos' ? macOf(answers) : instanceOf(answers)),
    '// capacity':
      'Minimum and maximum number of instances; each runs one job at a time. SEMAPHORE_AGENT_OVERPROVISION_STRATEGY keeps some ready for the next job.',
    SEMAPHORE_AGENT_ASG_MIN_SIZE: 0,
    SEMAPHORE_AGENT_ASG_MAX_SIZE: maxSize,
    '// agents':
      'One job per instance, then a new instance; an instance without a job is terminated after this many seconds.',
    SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: true,
    SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 300,
    '// network': 'The default VPC; for another one, set SEMAPHORE_AGENT_VPC_ID and SEMAPHORE_AGENT_SUBNETS.',
  };
}

function macOf({ licenseArn }: InitAnswers): Readonly<Record<string, unknown>> {
  return { SEMAPHORE_AGENT_MAC_FAMILY: ['mac2'], SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: licenseArn };
}

function instanceOf({ arch, instanceType, spot }: InitAnswers): Readonly<Record<string, unknown>> {
  return {
    SEMAPHORE_AGENT_ARCH: arch,
    SEMAPHORE_AGENT_INSTANCE_TYPE: instanceType,
    ...(spot && {
      '// spot':
        'Percentage on demand; 0 means all spot. More types in SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON mean fewer interruptions.',
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
      SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized',
    }),
  };
}
