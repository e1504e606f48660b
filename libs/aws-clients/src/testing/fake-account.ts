import type { AwsReply } from './aws-reply.ts';
import type { AwsCall } from './aws-server.ts';

export interface FakeGroup {
  AutoScalingGroupName: string;
  MinSize: number;
  MaxSize: number;
  DesiredCapacity: number;
  Status?: string;
  /** Omitted if the request has IncludeInstances=false. */
  readonly Instances?: readonly object[];
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** An image, with the field names of EC2's wire protocol. */
export interface FakeImage {
  readonly imageId: string;
  readonly name: string;
  imageState: string;
  readonly architecture?: string;
  readonly creationDate?: string;
  readonly rootDeviceName?: string;
  readonly stateReason?: { readonly message: string };
  tagSet?: readonly { readonly key: string; readonly value: string }[];
  readonly blockDeviceMapping?: readonly object[];
}

/** A fake AWS account with parameters, Auto Scaling groups, images and metrics. */
export class FakeAccount {
  readonly parameters = new Map<string, string>();
  /** The number of writes to each parameter since the start. */
  readonly #writes = new Map<string, number>();
  readonly groups: FakeGroup[] = [];
  readonly images: FakeImage[] = [];
  /** Every desired capacity that was set, in order. */
  readonly desiredCapacities: number[] = [];
  readonly metricData: Record<string, unknown>[] = [];
  readonly suspended: string[] = [];
  /** Replies that replace the normal ones, by action (`GetParameter`) or by action and parameter (`GetParameter /ci/token`). */
  readonly faults = new Map<string, (reply: AwsReply) => void>();

  /** Replies to a call. Pass it to AwsServer.start. */
  readonly answer = (call: AwsCall, reply: AwsReply): void => {
    const fault =
      this.faults.get(`${call.action} ${String(call.input.Name)}`) ?? this.faults.get(call.action);
    if (fault !== undefined) return fault(reply);
    const { input } = call;
    switch (call.action) {
      case 'GetParameter':
        return this.#getParameter(String(input.Name), reply);
      case 'PutParameter':
        return reply.ok({ Version: this.putParameter(String(input.Name), String(input.Value)) });
      case 'DescribeAutoScalingGroups':
        return reply.ok({ AutoScalingGroups: this.#find(input) });
      case 'SetDesiredCapacity':
        return this.#setDesiredCapacity(
          String(input.AutoScalingGroupName),
          Number(input.DesiredCapacity),
          reply,
        );
      case 'SuspendProcesses':
        this.suspended.push(String(input['ScalingProcesses.member.1']));
        return reply.ok();
      case 'PutMetricData':
        this.metricData.push(...(input.MetricData as Record<string, unknown>[]));
        return reply.ok();
      case 'DescribeImages':
        return reply.ok({
          imagesSet: this.images.filter(
            ({ imageId, name }) => name === input['Filter.1.Value.1'] || imageId === input['ImageId.1'],
          ),
        });
      default:
        return reply.fail('InvalidAction', `no such action: ${call.action}`);
    }
  };

  /** Writes a parameter like PutParameter, and returns its new version. */
  putParameter(name: string, value: string): number {
    this.parameters.set(name, value);
    this.#writes.set(name, (this.#writes.get(name) ?? 0) + 1);
    return this.#version(name);
  }

  #find(input: AwsCall['input']): FakeGroup[] {
    const names = [1, 2].flatMap((number) => input[`AutoScalingGroupNames.member.${number}`] ?? []);
    const filter = input['Filters.member.1.Name'];
    const value = input['Filters.member.1.Values.member.1'];
    const found = this.groups.filter(({ AutoScalingGroupName, Tags }) => {
      if (names.length > 0) return names.includes(AutoScalingGroupName);
      return filter === undefined || Tags.some((tag) => `tag:${tag.Key}` === filter && tag.Value === value);
    });
    if (input['IncludeInstances'] !== 'false') return found;
    return found.map((group) => {
      const { Instances, ...others } = group;
      return Instances === undefined ? group : others;
    });
  }

  #getParameter(name: string, reply: AwsReply): void {
    const value = this.parameters.get(name);
    if (value === undefined) return reply.fail('ParameterNotFound', 'UnknownError');
    reply.ok({ Parameter: { Name: name, Type: 'SecureString', Value: value, Version: this.#version(name) } });
  }

  /** A parameter that existed from the start has version 1. */
  #version(name: string): number {
    return 1 + (this.#writes.get(name) ?? 0);
  }

  #setDesiredCapacity(name: string, desired: number, reply: AwsReply): void {
    const group = this.groups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
    if (group === undefined) return reply.fail('ValidationError', 'AutoScalingGroup name not found - null');
    if (desired < group.MinSize || desired > group.MaxSize) {
      return reply.fail(
        'ValidationError',
        `New SetDesiredCapacity value ${desired} is outside of the limits`,
      );
    }
    group.DesiredCapacity = desired;
    this.desiredCapacities.push(desired);
    reply.ok();
  }
}
