import { table } from '../../cli/table.ts';
import { BOOTS_WINDOW_HOURS, type Boots } from '../../observe/boots.ts';
import type { StartStep, StepTimes } from '../../observe/boot-steps.ts';

const HEAD = ['STEP', 'P50', 'P95', 'INSTANCES', ''];

const MEANINGS: Readonly<Record<StartStep, string>> = {
  launch: "from AWS's launch time to boot",
  kernel: 'until the first process starts',
  network: 'until the network is up',
  unit: 'until the start script begins',
  identity: 'until the instance knows its id and region',
  parameters: 'until configuration, host keys and token are read',
  configuration: "until the agent's configuration is written",
  agent: 'until the agent has started',
  registered: 'until the agent asks for jobs',
  total: "from AWS's launch time until the agent asks for jobs",
  'first-job': 'from then to the first job, if there was one',
};

/** How the last instances have started: a line about all of them, and a table of the steps, one line each. */
export function renderBoots({ instances, imageIds, ...boots }: Boots): readonly string[] {
  if (instances === 0)
    return [
      `no instance has reported its boot in the last ${BOOTS_WINDOW_HOURS} hours`,
      'Instances report their boots if their image was built by this version or a later one: see Boot times in docs/operate.md',
    ];
  const { startedBy, parametersBy, ssmCalls } = boots;
  const ways = [
    `${startedBy['boot-unit']} by the boot unit, ${startedBy['user-data']} by user data`,
    `parameters read by ${parametersBy['signed-request']} with signed requests, by ${parametersBy['aws-cli']} with the AWS CLI`,
    `${(ssmCalls / instances).toFixed(1)} requests to SSM each`,
  ];
  return [
    `${instances} in the last ${BOOTS_WINDOW_HOURS} hours, of ${imageIds.join(', ')}`,
    `started ${ways.join('; ')}`,
    ...table(HEAD, boots.steps.map(rowOf)).split('\n'),
  ];
}

const rowOf = ({ step, p50Ms, p95Ms, instances }: StepTimes): readonly string[] => [
  ...[step, seconds(p50Ms), seconds(p95Ms), String(instances)],
  MEANINGS[step],
];

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
