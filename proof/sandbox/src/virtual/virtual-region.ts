import type {
  DeployedGroups,
  DeployedSchedule,
  GroupDefinition,
  LaunchTemplate,
  LifecycleHook,
  SessionCredentials,
} from '../fleet/region/region.ts';
import type { ParameterStore } from './parameter-store.ts';
import { type FleetTemplate, type GroupTemplate, physicalIdOf } from './stack-template.ts';

const ACCOUNT = '111111111111';
/** An action that the region does not implement. */
const NOT_IMPLEMENTED = '<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>';

/** A region with one stack, in memory. It does not check permissions. */
export class VirtualRegion implements DeployedGroups {
  readonly #parameters: ParameterStore;
  readonly #stackName: string;
  #template: FleetTemplate;
  #definitions: readonly GroupDefinition[];
  #launchTemplateVersion = 1;
  /** The values of the parameters that the stack has written. */
  readonly #written = new Map<string, string>();

  constructor(
    stackName: string,
    template: FleetTemplate,
    more: { readonly parameters: ParameterStore; readonly now: number },
  ) {
    this.#stackName = stackName;
    this.#template = template;
    this.#parameters = more.parameters;
    this.#definitions = template.groups.map((group) => this.#define(group, more.now));
    this.#writeParameters();
  }

  /** Updates the stack in place, as CloudFormation does. */
  deploy(template: FleetTemplate): void {
    if (JSON.stringify(template.launchTemplate) !== JSON.stringify(this.#template.launchTemplate))
      this.#launchTemplateVersion += 1;
    const before = this.#template.groups;
    this.#template = template;
    this.#definitions = template.groups.map((group) => this.#update(group, before));
    this.#writeParameters();
  }

  groups(): Promise<readonly GroupDefinition[]> {
    return Promise.resolve(this.#definitions);
  }

  stackProperties({ name }: GroupDefinition) {
    return Promise.resolve(this.#groupTemplate(name)?.properties);
  }

  lifecycleHooks(groupName: string): Promise<readonly LifecycleHook[]> {
    return Promise.resolve(this.#groupTemplate(groupName)?.hooks ?? []);
  }

  schedules(): Promise<readonly DeployedSchedule[]> {
    return Promise.resolve(this.#template.schedules);
  }

  async launchTemplate(): Promise<LaunchTemplate> {
    return Promise.resolve({
      id: physicalIdOf('launchTemplate'),
      name: this.#stackName,
      version: this.#launchTemplateVersion,
      ...this.#template.launchTemplate,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/${this.#stackName}-instance`,
    });
  }

  assumeRole(roleArn: string, sessionName: string): Promise<SessionCredentials> {
    return Promise.resolve({
      accessKeyId: roleArn,
      secretAccessKey: 'secret',
      sessionToken: sessionName,
      expiration: new Date(8.64e15),
    });
  }

  /** Performs only one of the actions that the simulator forwards: the update of a group's limits. */
  forward(body: string) {
    const request = new URLSearchParams(body);
    if (request.get('Action') !== 'UpdateAutoScalingGroup')
      return Promise.resolve({ status: 400, contentType: 'text/xml', body: NOT_IMPLEMENTED });
    const name = request.get('AutoScalingGroupName');
    this.#definitions = this.#definitions.map((definition) =>
      definition.name === name
        ? {
            ...definition,
            min: Number(request.get('MinSize') ?? definition.min),
            max: Number(request.get('MaxSize') ?? definition.max),
          }
        : definition,
    );
    return Promise.resolve({ status: 200, contentType: 'text/xml', body: '' });
  }

  #groupTemplate(name: string): GroupTemplate | undefined {
    return this.#template.groups.find(({ logicalId }) => physicalIdOf(logicalId) === name);
  }

  #update(group: GroupTemplate, before: FleetTemplate['groups']): GroupDefinition {
    const name = physicalIdOf(group.logicalId);
    const present = this.#definitions.find((each) => each.name === name);
    const former = before.find(({ logicalId }) => logicalId === group.logicalId);
    const [{ createdAt = 0 } = {}] = this.#definitions;
    const updated = this.#define(group, present?.createdAt ?? createdAt);
    if (present === undefined || !group.keepsUnmodifiedSizes) return updated;
    return {
      ...updated,
      min: group.min === former?.min ? present.min : group.min,
      max: group.max === former?.max ? present.max : group.max,
    };
  }

  #define(group: GroupTemplate, createdAt: number): GroupDefinition {
    const name = physicalIdOf(group.logicalId);
    return {
      name,
      arn: `arn:aws:autoscaling:us-east-1:${ACCOUNT}:autoScalingGroup:1:autoScalingGroupName/${name}`,
      min: group.min,
      max: group.max,
      desired: group.properties.desiredCapacity ?? group.min,
      cooldownSeconds: group.cooldownSeconds,
      availabilityZones: group.availabilityZones,
      vpcZoneIdentifier: '',
      healthCheckType: 'EC2',
      healthCheckGracePeriodSeconds: 0,
      terminationPolicies: ['Default'],
      newInstancesProtectedFromScaleIn: group.newInstancesProtectedFromScaleIn,
      createdAt,
      tags: [{ key: 'aws:cloudformation:stack-name', value: this.#stackName, propagateAtLaunch: true }],
      launchTemplate: undefined,
    };
  }

  #writeParameters(): void {
    for (const [name, value] of this.#template.parameters) {
      // CloudFormation leaves a parameter alone if its value in the template has not changed.
      if (this.#written.get(name) !== value) this.#parameters.put(name, value);
      this.#written.set(name, value);
    }
    for (const name of this.#written.keys()) {
      if (this.#template.parameters.has(name)) continue;
      this.#parameters.delete(name);
      this.#written.delete(name);
    }
  }
}
