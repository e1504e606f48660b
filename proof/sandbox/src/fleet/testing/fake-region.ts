import type { Decision } from '@agent-aws-stack/iam-evaluator';
import {
  ALL_ON_DEMAND,
  type DeployedSchedule,
  type ForwardedReply,
  type GroupDefinition,
  type GroupProperties,
  type IncomingCall,
  type LaunchTemplate,
  type LifecycleHook,
  type Region,
  type RolePolicies,
} from '../region/region.ts';

const account = '000000000000';

/** A group as the emulator would describe it, with 0 to 3 instances unless `more` sets other limits. */
export function groupDefinition(name: string, more: Partial<GroupDefinition> = {}): GroupDefinition {
  return {
    name,
    arn: `arn:aws:autoscaling:us-east-1:${account}:autoScalingGroup:${name}-uuid:autoScalingGroupName/${name}`,
    min: 0,
    max: 3,
    desired: more.min ?? 0,
    cooldownSeconds: 60,
    availabilityZones: ['us-east-1a', 'us-east-1b'],
    vpcZoneIdentifier: '',
    healthCheckType: 'EC2',
    healthCheckGracePeriodSeconds: 300,
    terminationPolicies: ['Default'],
    newInstancesProtectedFromScaleIn: false,
    createdAt: Date.UTC(2026, 0, 1),
    tags: [{ key: 'fleet', value: name, propagateAtLaunch: true }],
    launchTemplate: undefined,
    ...more,
  };
}

/** A fake emulator in memory. Tests set its groups and the permissions of its roles. */
export class FakeRegion implements Region {
  definitions: GroupDefinition[] = [];
  properties: GroupProperties = {
    desiredCapacity: undefined,
    launchTemplate: { id: 'lt-1', version: '$Latest' },
    purchase: ALL_ON_DEMAND,
    instanceTypes: ['t3.small'],
    capacityRebalance: false,
    maxInstanceLifetimeSeconds: undefined,
  };
  hooks: LifecycleHook[] = [];
  template: LaunchTemplate = {
    id: 'lt-1',
    name: 'lab',
    version: 1,
    imageId: 'ami-1',
    instanceType: 't2.micro',
    userData: '#!/bin/bash\n/opt/semaphore/agent/start.sh lab-config',
    roleArn: `arn:aws:iam::${account}:role/lab-instance`,
  };
  templateError: Error | undefined;
  /** The IAM actions that each role may call, by the role's name. */
  readonly allowed = new Map<string, readonly string[]>([
    ['lab-instance', ['autoscaling:TerminateInstanceInAutoScalingGroup', 'autoscaling:SetInstanceHealth']],
    ['lab-scaler', ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:SetDesiredCapacity']],
  ]);
  readonly forwarded: string[] = [];
  forwardReply: ForwardedReply = { status: 200, contentType: 'text/xml', body: '<ok/>' };
  isDown = false;
  deployedSchedules: readonly DeployedSchedule[] = [];

  groups() {
    return this.isDown
      ? Promise.reject(new Error('the emulator is down'))
      : Promise.resolve(this.definitions);
  }

  stackProperties() {
    return Promise.resolve(this.properties);
  }

  lifecycleHooks() {
    return Promise.resolve(this.hooks);
  }

  schedules() {
    return Promise.resolve(this.deployedSchedules);
  }

  launchTemplate() {
    return this.templateError === undefined
      ? Promise.resolve(this.template)
      : Promise.reject(this.templateError);
  }

  assumeRole(roleArn: string, sessionName: string) {
    return Promise.resolve({
      accessKeyId: roleArn.split('/').at(-1) ?? '',
      secretAccessKey: 'secret',
      sessionToken: sessionName,
      expiration: new Date(Date.now() + 3_600_000),
    });
  }

  /** STS's reply to a URL that was pre-signed with credentials from assumeRole. */
  callerIdentity(url: string): string {
    const { searchParams } = new URL(url);
    const role = searchParams.get('X-Amz-Credential')?.split('/')[0];
    const session = searchParams.get('X-Amz-Security-Token');
    const Arn = `arn:aws:sts::000000000000:assumed-role/${role}/${session}`;
    return JSON.stringify({
      GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: '000000000000', Arn } },
    });
  }

  /** In credentials of assumeRole, the access key id is the role's name, and the session token the session's name. */
  probe({ headers }: IncomingCall) {
    const role = /Credential=([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!this.allowed.has(role)) {
      return Promise.resolve(reply(400, 'UnrecognizedClientException', 'The security token is invalid.'));
    }
    const arn = `arn:aws:sts::${account}:assumed-role/${role}/${headers['x-amz-security-token']}`;
    return Promise.resolve(
      reply(403, 'AccessDeniedException', `User: ${arn} is not authorized to perform: kms:X`),
    );
  }

  rolePolicies(roleName: string): Promise<RolePolicies> {
    const statement = { Effect: 'Allow', Action: this.allowed.get(roleName), Resource: '*' };
    return Promise.resolve({ documents: [JSON.stringify({ Statement: [statement] })], boundary: undefined });
  }

  simulatePrincipal(): Promise<Decision> {
    return Promise.resolve('implicitDeny');
  }

  forward(body: string) {
    this.forwarded.push(body);
    return Promise.resolve(this.forwardReply);
  }

  close(): void {
    this.isDown = true;
  }
}

function reply(status: number, type: string, message: string): ForwardedReply {
  return {
    status,
    contentType: 'application/x-amz-json-1.0',
    body: JSON.stringify({ __type: type, message }),
  };
}
