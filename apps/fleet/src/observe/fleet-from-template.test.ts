import { loadFleets } from '@agent-aws-stack/config';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { deployedTemplate } from '../testing/deployed-template.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetFromTemplate } from './fleet-from-template.ts';
import type { Template } from './template.ts';

const others = {
  SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7i.large',
  SEMAPHORE_AGENT_KEY_NAME: 'ops',
  SEMAPHORE_AGENT_ASG_MIN_SIZE: '1',
  SEMAPHORE_AGENT_ASG_MAX_SIZE: '7',
  SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: '2',
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: '10',
};

const resourcesOf = (parameters = {}): Record<string, { Type: string; Properties?: object }> => ({
  ...deployedTemplate('ci', parameters).Resources,
});

const validSettings = {
  ...{ agentTokenParameterName: '/ci/token', sshKeysParameterName: 'keys', envVars: [] },
  ...{ disconnectAfterJob: 'true', disconnectAfterIdleTimeout: '300' },
};

describe('fleetFromTemplate', () => {
  it.each([
    {},
    others,
    { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: 'false' },
    { SEMAPHORE_AGENT_JOB_ISOLATION: 'strict' },
    { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: '300', SEMAPHORE_AGENT_ASG_METRICS: 'GroupInServiceInstances' },
  ])('returns the fleet that was deployed with the parameters %j', (parameters) => {
    // The parameters that the template shows. The others have their defaults.
    const shown = { SEMAPHORE_AGENT_SYSTEMS_MANAGER: 'unrestricted', ...parameters };
    const env = fleetParameters('ci', shown) as Record<string, string>;
    const [configured] = loadFleets({ env, readFile: () => '' }).fleets;
    expect(fleetFromTemplate('ci', deployedTemplate('ci', parameters))).toEqual(configured);
  });

  it('recognizes Windows by its user data', () => {
    const template: Template = {
      Resources: {
        ...resourcesOf(),
        [LOGICAL_IDS.launchTemplate]: {
          Type: 'AWS::EC2::LaunchTemplate',
          Properties: {
            LaunchTemplateData: { UserData: { 'Fn::Base64': 'C:\\semaphore-agent\\start.ps1 ci-config' } },
          },
        },
      },
    };
    expect(fleetFromTemplate('ci', template).instance.os).toBe('windows');
  });

  it('recognizes Macs by their host resource group', () => {
    const template: Template = {
      Resources: {
        ...resourcesOf(),
        [LOGICAL_IDS.hostResourceGroup]: { Type: 'AWS::ResourceGroups::Group' },
        [LOGICAL_IDS.group]: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: {
            MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: 'mac2-m2.metal' }] } },
          },
        },
      },
    };
    const { os, mac } = fleetFromTemplate('ci', template).instance;
    expect({ os, families: mac?.families }).toEqual({ os: 'macos', families: ['mac2-m2'] });
  });

  it('uses the default for a size that is a reference', () => {
    const { [LOGICAL_IDS.group]: group, ...others } = resourcesOf();
    const Properties = { ...group?.Properties, MaxSize: { Ref: 'maximum' } };
    const template = { Resources: { ...others, [LOGICAL_IDS.group]: { Type: '', Properties } } };
    expect(fleetFromTemplate('ci', template).group.maxSize).toBe(1);
  });

  it.each([
    ['a template without the config parameter', {}],
    [
      'a config parameter that lacks the settings of the agents',
      { [LOGICAL_IDS.configParameter]: { Properties: { Value: '{}' } } },
    ],
    [
      'a config parameter with an endpoint that is not a host',
      {
        [LOGICAL_IDS.configParameter]: {
          Properties: {
            Value: JSON.stringify({ ...validSettings, endpoint: 'https://acme.example' }),
          },
        },
      },
    ],
  ])('refuses %s', (_, Resources) => {
    expect(() => fleetFromTemplate('web', { Resources })).toThrow(/stack web: is not a fleet/);
  });
});
