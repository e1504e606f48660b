import {
  DescribeLifecycleHooksCommand,
  DescribeScheduledActionsCommand,
  paginateDescribeAutoScalingGroups,
} from '@aws-sdk/client-auto-scaling';
import { GetTemplateCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { exchange } from '../../http/exchange.ts';
import { type EmulatorAddress, type EmulatorClients, emulatorClients } from './clients.ts';
import { tagValue, toGroupDefinition } from './group-definition.ts';
import { groupProperties } from './group-template.ts';
import { rolePolicies, simulatePrincipal } from './iam.ts';
import { resolveLaunchTemplate } from './launch-template.ts';
import type {
  DeployedSchedule,
  ForwardedReply,
  GroupDefinition,
  IncomingCall,
  LaunchTemplateReference,
  LifecycleHook,
  Region,
} from './region.ts';
import { signedFormHeaders } from './request-signer.ts';

/** The emulated region, accessed through the emulator's APIs. */
export class EmulatorRegion implements Region {
  readonly #address: EmulatorAddress;
  readonly #services: EmulatorClients;

  constructor(address: EmulatorAddress) {
    this.#address = address;
    this.#services = emulatorClients(address);
  }

  async groups() {
    const definitions: GroupDefinition[] = [];
    for await (const page of paginateDescribeAutoScalingGroups({ client: this.#services.autoScaling }, {})) {
      definitions.push(...(page.AutoScalingGroups ?? []).map(toGroupDefinition));
    }
    return Promise.all(definitions.map((definition) => this.#withSubnetZones(definition)));
  }

  async stackProperties(group: GroupDefinition) {
    const stackName = tagValue(group, 'aws:cloudformation:stack-name');
    const logicalId = tagValue(group, 'aws:cloudformation:logical-id');
    if (stackName === undefined || logicalId === undefined) return undefined;
    const { cloudFormation } = this.#services;
    const [{ TemplateBody = '{}' }, { StackResourceSummaries = [] }] = await Promise.all([
      cloudFormation.send(new GetTemplateCommand({ StackName: stackName })),
      cloudFormation.send(new ListStackResourcesCommand({ StackName: stackName })),
    ]);
    const physicalIds = new Map(
      StackResourceSummaries.map(({ LogicalResourceId, PhysicalResourceId }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ]),
    );
    const properties = groupProperties(TemplateBody, logicalId, (id) => physicalIds.get(id));
    if (properties?.launchTemplate === undefined) return properties;
    return { ...properties, launchTemplate: await this.#withVersionNumber(properties.launchTemplate) };
  }

  /** Replaces the version by its number, because CloudFormation passes the group the number that Fn::GetAtt of LatestVersionNumber returns. */
  async #withVersionNumber(reference: LaunchTemplateReference): Promise<LaunchTemplateReference> {
    const { version } = await this.launchTemplate(reference);
    return { ...reference, version: String(version) };
  }

  async lifecycleHooks(groupName: string) {
    const { LifecycleHooks = [] } = await this.#services.autoScaling.send(
      new DescribeLifecycleHooksCommand({ AutoScalingGroupName: groupName }),
    );
    return LifecycleHooks.map((hook): LifecycleHook => ({
      name: hook.LifecycleHookName ?? '',
      transition:
        hook.LifecycleTransition === 'autoscaling:EC2_INSTANCE_LAUNCHING' ? 'launching' : 'terminating',
      heartbeatTimeoutSeconds: hook.HeartbeatTimeout ?? 3600,
      defaultResult: hook.DefaultResult === 'CONTINUE' ? 'CONTINUE' : 'ABANDON',
    }));
  }

  async schedules(groupName: string) {
    const { ScheduledUpdateGroupActions = [] } = await this.#services.autoScaling.send(
      new DescribeScheduledActionsCommand({ AutoScalingGroupName: groupName }),
    );
    return ScheduledUpdateGroupActions.map((action): DeployedSchedule => ({
      name: action.ScheduledActionName ?? '',
      recurrence: { cron: action.Recurrence ?? '', timeZone: action.TimeZone ?? 'UTC' },
      ...{ min: action.MinSize, max: action.MaxSize, desired: action.DesiredCapacity },
    }));
  }

  launchTemplate(reference: Parameters<Region['launchTemplate']>[0]) {
    return resolveLaunchTemplate(this.#services, reference);
  }

  async assumeRole(roleArn: string, sessionName: string) {
    const { Credentials } = await this.#services.sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName }),
    );
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
      expiration: Credentials?.Expiration ?? new Date(0),
    };
  }

  /**
   * Sends the call to the emulator with unchanged headers and body, because the signature covers them. An additional
   * header makes the call a request for an unknown action of KMS. The emulator verifies the signature, then denies the
   * action to everyone but administrators, with a message that names the caller.
   */
  probe({ headers, body }: IncomingCall) {
    return this.#post({ ...headers, 'x-amz-target': 'TrentService.WhoIsThis' }, body);
  }

  rolePolicies(roleName: string) {
    return rolePolicies(this.#services.iam, roleName);
  }

  simulatePrincipal(principalArn: string, action: string, resourceArn: string) {
    return simulatePrincipal(this.#services.iam, principalArn, action, resourceArn);
  }

  async forward(body: string) {
    const { url, region, credentials } = this.#address;
    return this.#post(
      await signedFormHeaders(url, body, { service: 'autoscaling', region, credentials }),
      body,
    );
  }

  close(): void {
    this.#services.destroy();
  }

  async #post(headers: Readonly<Record<string, string>>, body: string): Promise<ForwardedReply> {
    const { url, ca } = this.#address;
    const reply = await exchange({ url, method: 'POST', headers, body, ca });
    return {
      status: reply.status,
      contentType: reply.headers['content-type'] ?? 'text/xml',
      body: reply.body,
    };
  }

  async #withSubnetZones(definition: GroupDefinition): Promise<GroupDefinition> {
    const subnetIds = definition.vpcZoneIdentifier.split(',').filter((id) => id !== '');
    if (subnetIds.length === 0) return definition;
    const { Subnets = [] } = await this.#services.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: subnetIds }),
    );
    const zones = new Set(Subnets.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []));
    return zones.size === 0 ? definition : { ...definition, availabilityZones: [...zones] };
  }
}
