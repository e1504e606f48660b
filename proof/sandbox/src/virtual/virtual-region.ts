import type {
  DeployedGroups,
  DeployedSchedule,
  GroupDefinition,
  LaunchTemplate,
  LifecycleHook,
  SessionCredentials,
} from '../fleet/region/region.ts';
import type { ParameterStore } from './parameter-store.ts';
import { type FleetTemplate, physicalIdOf } from './stack-template.ts';

const ACCOUNT = '111111111111';
/** An action that the region does not implement. */
const NOT_IMPLEMENTED = '<ErrorResponse><Error><Code>InvalidAction</Code></Error></ErrorResponse>';

/** A region with one stack, in memory. It does not check permissions. */
export class VirtualRegion implements DeployedGroups {
  /** Called before each launch. Throws if EC2 has no capacity. */
  readonly checkCapacity: () => void;
  readonly #parameters: ParameterStore;
  readonly #stackName: string;
  #template: FleetTemplate;
  #definition: GroupDefinition;
  #launchTemplateVersion = 1;
  /** The values of the parameters that the stack has written. */
  readonly #written = new Map<string, string>();

  constructor(
    stackName: string,
    template: FleetTemplate,
    more: { readonly parameters: ParameterStore; readonly now: number; readonly checkCapacity: () => void },
  ) {
    this.#stackName = stackName;
    this.#template = template;
    this.#parameters = more.parameters;
    this.checkCapacity = more.checkCapacity;
    this.#definition = this.#define(more.now);
    this.#writeParameters();
  }

  /** Updates the stack in place, as CloudFormation does. */
  deploy(template: FleetTemplate): void {
    if (JSON.stringify(template.launchTemplate) !== JSON.stringify(this.#template.launchTemplate))
      this.#launchTemplateVersion += 1;
    const { min, max } = this.#definition;
    const { group: before } = this.#template;
    this.#template = template;
    this.#definition = this.#define(this.#definition.createdAt);
    if (template.group.keepsUnmodifiedSizes)
      this.#definition = {
        ...this.#definition,
        min: template.group.min === before.min ? min : template.group.min,
        max: template.group.max === before.max ? max : template.group.max,
      };
    this.#writeParameters();
  }

  groups(): Promise<readonly GroupDefinition[]> {
    return Promise.resolve([this.#definition]);
  }

  stackProperties() {
    return Promise.resolve(this.#template.group.properties);
  }

  lifecycleHooks(): Promise<readonly LifecycleHook[]> {
    return Promise.resolve(this.#template.hooks);
  }

  schedules(): Promise<readonly DeployedSchedule[]> {
    return Promise.resolve(this.#template.schedules);
  }

  async launchTemplate(): Promise<LaunchTemplate> {
    this.checkCapacity();
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

  /** Of the actions that the simulator forwards, it knows only the update of a group's limits. */
  forward(body: string) {
    const request = new URLSearchParams(body);
    if (request.get('Action') !== 'UpdateAutoScalingGroup')
      return Promise.resolve({ status: 400, contentType: 'text/xml', body: NOT_IMPLEMENTED });
    const { min, max } = this.#definition;
    this.#definition = {
      ...this.#definition,
      min: Number(request.get('MinSize') ?? min),
      max: Number(request.get('MaxSize') ?? max),
    };
    return Promise.resolve({ status: 200, contentType: 'text/xml', body: '' });
  }

  #define(createdAt: number): GroupDefinition {
    const { group } = this.#template;
    const name = physicalIdOf('autoScalingGroup');
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
      // CloudFormation leaves a parameter alone whose value in the template has not changed.
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
