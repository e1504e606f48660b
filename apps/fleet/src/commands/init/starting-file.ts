import { LOST_IN_STRICT_ISOLATION } from '@agent-aws-stack/config';
import { instanceRolePattern } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import type { Answers } from './answers.ts';

/** The path of this project from the user's folder. */
const PRODUCT = installation.kind === 'package' ? 'node_modules/agent-aws-stack/' : '';

/** Parameters that belong together, and the lines of the comment above them. */
interface Section {
  readonly comment?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A configuration file to start with: the answers, and comments on what to change next. */
export function startingFile(answers: Answers, schemaPath: string): string {
  const sections = [{ settings: { $schema: schemaPath } }, ...sectionsOf(answers)];
  // Every parameter but the last is followed by a comma.
  const last = sections.findLastIndex(({ settings }) => settings !== undefined);
  return `{\n${sections.map((section, index) => render(section, index < last)).join('\n\n')}\n}\n`;
}

function render({ comment = [], settings = {} }: Section, isFollowed: boolean): string {
  const members = Object.entries(settings).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  const lines = [
    ...comment.map((line) => `// ${line}`),
    ...members.map((member, index) => `${member}${isFollowed || index < members.length - 1 ? ',' : ''}`),
  ];
  return lines.map((line) => `  ${line}`).join('\n');
}

function sectionsOf(answers: Answers): readonly Section[] {
  const { stackName, organization, tokenParameter, os, maxSize, onDemandPercentage } = answers;
  return [
    {
      comment: [
        'A fleet of Semaphore agents.',
        `All parameters: ${PRODUCT}docs/parameters.md; other fleets: ${PRODUCT}examples/.`,
      ],
      settings: { SEMAPHORE_AGENT_STACK_NAME: stackName, SEMAPHORE_ORGANIZATION: organization },
    },
    {
      comment: [
        "The SSM parameter that holds the agent type's token.",
        `Store the token with: ${installation.program} token put`,
      ],
      settings: { SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: tokenParameter },
    },
    registrationOf(answers),
    {
      comment: [
        `The image is built with: ${installation.program} images build`,
        'To use another image, set SEMAPHORE_AGENT_AMI.',
      ],
      settings: { SEMAPHORE_AGENT_OS: os, ...(os === 'macos' ? macOf(answers) : instanceOf(answers)) },
    },
    ...(onDemandPercentage === '0' ? [SPOT] : []),
    {
      comment: [
        'Minimum and maximum number of instances; each runs one job at a time.',
        'SEMAPHORE_AGENT_OVERPROVISION_STRATEGY keeps some ready for the next job.',
      ],
      settings: { SEMAPHORE_AGENT_ASG_MIN_SIZE: 0, SEMAPHORE_AGENT_ASG_MAX_SIZE: Number(maxSize) },
    },
    {
      comment: [
        'One job per instance, then a new instance.',
        'An instance without a job is terminated after this many seconds.',
      ],
      settings: {
        SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: true,
        SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 300,
      },
    },
    stricter(answers),
    ...isolationOf(answers),
    {
      comment: [
        'The instances are in the default VPC. For another one, set SEMAPHORE_AGENT_VPC_ID and',
        'SEMAPHORE_AGENT_SUBNETS.',
      ],
    },
  ];
}

function registrationOf({ usePreSignedUrl, jobIsolation, stackName = '' }: Answers): Section {
  const isSigned = usePreSignedUrl === 'true';
  const role = instanceRolePattern(stackName);
  return {
    comment: isSigned
      ? [
          'Agents prove the role of their instance when they register. The agent type in Semaphore must take names',
          `from AWS STS, with the id of your AWS account and the role ${role}.`,
        ]
      : [
          `Whoever has the token can register agents${jobIsolation === 'strict' ? '' : ', and a job can read it'}. Set true once the agent type in Semaphore`,
          `takes names from AWS STS, with the id of your AWS account and the role ${role}.`,
        ],
    settings: { SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: isSigned },
  };
}

/** Settings that limit what jobs can reach. They are not the defaults, because the jobs of existing fleets may need wider access. */
function stricter({ tokenParameter = '' }: Answers): Section {
  // The bootstrap's boundary allows reading only tokens whose names start with /semaphore/.
  const fitsBoundary = /^\/semaphore\//.test(tokenParameter);
  return {
    comment: [
      'Stricter than the defaults.',
      'If you set SEMAPHORE_AGENT_CACHE_BUCKET_NAME, the bucket must belong to the account of the fleet.',
      'Systems Manager can run documents of AWS on the instances, but no documents of your own.',
      'Instances write to log streams of their own fleet only; images older than this version lose their logs.',
      ...(fitsBoundary
        ? ['The permissions boundary that the bootstrap creates limits all roles of the fleet.']
        : []),
    ],
    settings: {
      SEMAPHORE_AGENT_CACHE_BUCKET_OWNER: 'self',
      SEMAPHORE_AGENT_SYSTEMS_MANAGER: 'restricted',
      SEMAPHORE_AGENT_LOG_STREAM_NAME: 'stack/instance',
      ...(fitsBoundary && {
        SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: 'agent-aws-stack-permissions-boundary',
      }),
    },
  };
}

/** Only Linux has isolation, so there is no section for other systems. */
function isolationOf({ jobIsolation }: Answers): readonly Section[] {
  if (jobIsolation === undefined) return [];
  const isStrict = jobIsolation === 'strict';
  return [
    {
      comment: [
        ...(isStrict
          ? [`Jobs are isolated: they ${LOST_IN_STRICT_ISOLATION}.`]
          : [
              'Jobs have sudo and the permissions of the instance, and can read the token. With strict, they',
              'have none of these.',
            ]),
        `${isStrict ? 'What they have instead' : 'What else they lose'}: ${PRODUCT}docs/security.md.`,
      ],
      settings: { SEMAPHORE_AGENT_JOB_ISOLATION: jobIsolation },
    },
  ];
}

function macOf({ licenseArn }: Answers): Readonly<Record<string, unknown>> {
  return { SEMAPHORE_AGENT_MAC_FAMILY: ['mac2'], SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: licenseArn };
}

function instanceOf({ arch, instanceType }: Answers): Readonly<Record<string, unknown>> {
  return { SEMAPHORE_AGENT_ARCH: arch, SEMAPHORE_AGENT_INSTANCE_TYPE: instanceType };
}

const SPOT: Section = {
  comment: [
    'Percentage on demand; 0 means all spot.',
    'More types in SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON mean fewer interruptions.',
  ],
  settings: {
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
    SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: 'price-capacity-optimized',
  },
};
