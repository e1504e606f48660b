import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  alarmName,
  ALARMS,
  dashboardName,
  groupNamePrefix,
  LAMBDA_NAMES,
  lambdaLogGroupName,
  LOGICAL_IDS,
  ownParameterNames,
  readAgentDocument,
} from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';

// The files that these tests read cannot import the contract, so they repeat its names.
const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('execution-policy/resources.json', () => {
  const document = read('apps/infra/execution-policy/resources.json');
  const policy = JSON.parse(document) as { Statement: { Resource: string | string[] }[] };
  const resources = policy.Statement.flatMap(({ Resource }) => Resource);

  it.each([
    ...ownParameterNames('*').map((name) => `arn:aws:ssm:*:*:parameter/${name}`),
    ...LAMBDA_NAMES.map((name) => `arn:aws:logs:*:*:log-group:${lambdaLogGroupName('*', name)}*`),
    ...Object.values(ALARMS).map((alarm) => `arn:aws:cloudwatch:*:*:alarm:${alarmName('*', alarm)}`),
    `arn:aws:cloudwatch::*:dashboard/${dashboardName('*')}`,
    `arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${groupNamePrefix('*')}*`,
  ])('contains %s', (resource) => {
    expect(resources).toContain(resource);
  });

  it.each([LOGICAL_IDS.agentSecurityGroup, LOGICAL_IDS.scalerSecurityGroup])(
    'contains the logical id %s',
    (id) => {
      expect(document).toContain(`"${id}"`);
    },
  );
});

describe('the keys of the agent document', () => {
  const document = readAgentDocument(
    JSON.stringify({
      endpoint: 'acme.semaphoreci.com',
      agentTokenParameterName: 'token',
      sshKeysParameterName: 'keys',
      disconnectAfterJob: 'true',
      disconnectAfterIdleTimeout: '300',
    }),
  );

  const { jobIsolation, ...forWindows } = document;

  it.each([
    [
      'images/packer/common/agent/lib/settings.jq',
      /^ {4}(\w+): \w+\("\1"/gm,
      { ...forWindows, jobIsolation, jobRoleArn: '' },
    ],
    // Windows has no job isolation.
    ['images/packer/windows/files/agent-config.ps1', /^ {4}(\w+) = /gm, forWindows],
  ])('are those that %s reads', (path, key, expected) => {
    const keys = [...read(path).matchAll(key)].map(([, name]) => name);
    expect(keys.sort()).toEqual(Object.keys(expected).sort());
  });
});
