import type { FleetConfig } from '@agent-aws-stack/config';
import { table } from '../cli/table.ts';
import type { Shell } from '../shell/shell.ts';
import { totalOf } from './count-instances.ts';
import { mayEndJobs, type Ending } from './ending.ts';

/** What goes and what stays, as a person checks it. */
export function renderEnding(ending: Ending, fleet: FleetConfig, { style }: Shell): string {
  const { stackName, region, resources } = ending;
  if (resources === undefined)
    return `${style('bold', stackName)}\n  is not deployed in ${region}: there is nothing to destroy. Is it in another one (--region)?`;
  const count = Object.values(resources).reduce((sum, each) => sum + each, 0);
  const rows = [
    ['Deletes', `stack ${stackName} in ${region} with its ${count} resources: ${namesOf(resources)}`],
    ['Ends', `${instancesOf(ending)}\n${jobsOf(ending)}`],
    ['Keeps', keptOf(fleet).join('\n')],
  ];
  return [
    style('bold', stackName),
    ...table([], rows)
      .split('\n')
      .map((line) => `  ${line}`),
    ...(mayEndJobs(ending) ? [style('red', `  DANGER: ${dangerOf(ending)}`)] : []),
    ...(fleet.instance.mac
      ? [
          style(
            'yellow',
            '  Dedicated hosts are not released in their first 24 hours; until then the deletion fails.',
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

function keptOf({ token }: FleetConfig): readonly string[] {
  return [
    `the token in ${token.parameterName}`,
    'images: npm run fleet -- images prune',
    "agents' logs, in the groups /semaphore/…, which fleets share, and metrics",
    "log groups of the JavaScript stack's functions, where it was one",
    'the bootstrap of account and region, and all that the configuration only names',
  ];
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** `12 instances: 9 in service, 2 starting, 1 leaving already` */
function instancesOf({ instances }: Ending): string {
  const states = instances.map(([state, number]) => `${number} ${state}`).join(', ');
  return `${count(totalOf(instances), 'instance')}${states && `: ${states}`}`;
}

/** Jobs of the agent type may run elsewhere too, and one that runs now may be done in time: never more than these. */
function jobsOf({ instances, runningJobs }: Ending): string {
  if (!runningJobs.known) return `at most ${count(totalOf(instances), 'job')}, one an instance`;
  return runningJobs.value === 0
    ? 'no job: none is running'
    : `at most ${count(runningJobs.value, 'job')}, running now`;
}

function dangerOf({ runningJobs }: Ending): string {
  if (!runningJobs.known) {
    return `Jobs may be running, and would end with their instances. Semaphore could not be asked: ${runningJobs.why}`;
  }
  return runningJobs.value === 1
    ? '1 job is running. It ends with its instance.'
    : `${runningJobs.value} jobs are running. They end with their instances.`;
}
