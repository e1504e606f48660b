import type { FleetConfig } from '@agent-aws-stack/config';
import type { FullCommand } from '../../cli/full-command.ts';
import { table } from '../../cli/table.ts';
import type { Shell } from '../../cli/shell.ts';
import { totalOf } from './count-instances.ts';
import { maxTerminatedJobs, type DestroyPreview } from './preview.ts';

export interface RenderOptions {
  readonly style: Shell['style'];
  readonly fullCommand: FullCommand;
}

/** What is deleted and what is kept, as text. */
export function renderPreview(
  preview: DestroyPreview,
  fleet: FleetConfig,
  { style, fullCommand }: RenderOptions,
): string {
  const { stackName, region, resources } = preview;
  if (resources === undefined)
    return `${style('bold', stackName)}\n  is not deployed in ${region}: there is nothing to destroy. Is it in another region (--region)?`;
  const total = Object.values(resources).reduce((sum, each) => sum + each, 0);
  const rows = [
    ['Deletes', `stack ${stackName} in ${region} with its ${total} resources: ${namesOf(resources)}`],
    ['Terminates', `${instancesOf(preview)}\n${jobsOf(preview)}`],
    ['Keeps', keptOf(fleet, fullCommand).join('\n')],
  ];
  return [
    style('bold', stackName),
    ...table([], rows)
      .split('\n')
      .map((line) => `  ${line}`),
    ...(maxTerminatedJobs(preview) > 0 ? [style('red', `  DANGER: ${dangerOf(preview)}`)] : []),
    ...(fleet.instance.mac
      ? [
          style(
            'yellow',
            '  Dedicated hosts cannot be released in their first 24 hours; until then the deletion fails.',
          ),
        ]
      : []),
  ].join('\n');
}

const NOTABLE: readonly (readonly [type: string, name: string])[] = [
  ['AWS::AutoScaling::AutoScalingGroup', 'Auto Scaling group'],
  ['AWS::EC2::LaunchTemplate', 'launch template'],
  ['AWS::EC2::SecurityGroup', 'security group'],
  ['AWS::IAM::Role', 'roles'],
  ['AWS::Lambda::Function', 'functions'],
  ['AWS::Logs::LogGroup', 'their log groups'],
  ['AWS::CloudWatch::Alarm', 'alarms'],
];

const namesOf = (resources: Readonly<Record<string, number>>): string =>
  [...NOTABLE.filter(([type]) => type in resources).map(([, name]) => name), '…'].join(', ');

function keptOf({ token }: FleetConfig, fullCommand: FullCommand): readonly string[] {
  return [
    `the token in ${token.parameterName}`,
    `images: ${fullCommand('images prune')}`,
    "agents' logs, in the groups /semaphore/…, which fleets share, and metrics",
    "log groups of the JavaScript stack's functions, if the fleet was upgraded from it",
    'the bootstrap, and resources that the configuration names but the stack did not create',
  ];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** `12 instances: 9 in service, 2 starting, 1 already terminating` */
function instancesOf({ instances }: DestroyPreview): string {
  const states = instances.map(([state, number]) => `${number} ${state}`).join(', ');
  return `${count(totalOf(instances), 'instance')}${states && `: ${states}`}`;
}

function jobsOf(preview: DestroyPreview): string {
  const jobs = maxTerminatedJobs(preview);
  if (preview.runningJobs.known && preview.runningJobs.value === 0) return 'no jobs: none is running';
  if (jobs === 0) return 'no jobs: there are no instances';
  return `at most ${count(jobs, 'job')}, ${preview.runningJobs.known ? 'running now' : 'one per instance'}`;
}

function dangerOf(preview: DestroyPreview): string {
  const { runningJobs } = preview;
  if (!runningJobs.known) {
    return `Jobs may be running and would be terminated with their instances. Semaphore could not be asked: ${runningJobs.why}`;
  }
  const jobs = maxTerminatedJobs(preview);
  return `${count(jobs, 'running job')} may be terminated with ${jobs === 1 ? 'its instance' : 'their instances'}.`;
}
