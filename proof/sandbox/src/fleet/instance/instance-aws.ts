import { Agent as HttpsAgent } from 'node:https';
import {
  AutoScalingClient,
  CompleteLifecycleActionCommand,
  SetInstanceHealthCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AGENT_LOG_GROUP, BOOT_LOG_GROUP } from '@agent-aws-stack/contract';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { presignedCallerIdentityUrl } from '../region/request-signer.ts';
import type { SessionCredentials } from '../region/region.ts';
import { agentLogLine, InstanceLog } from './instance-log.ts';
import type { HookResult } from './hook-wait.ts';

/** What an instance reports about its launch. */
export interface LaunchResult {
  readonly groupName: string;
  readonly hookName: string;
  readonly result: HookResult;
}

/** A parameter's value, and when it was last written, in milliseconds since the epoch. */
export interface WrittenParameter {
  readonly value: string;
  readonly writtenAt: number;
}

/** An instance's AWS client. It has only the permissions of the instance's role. Methods throw AWS's errors. */
export interface InstanceAws {
  getParameter(name: string): Promise<string>;
  /** The values of the parameters that exist, by name. */
  getParameters(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Does not repeat a call that fails. */
  getWrittenParameter(name: string): Promise<WrittenParameter>;
  setUnhealthy(instanceId: string): Promise<void>;
  terminate(instanceId: string, decrement: boolean): Promise<void>;
  completeLaunch(instanceId: string, launch: LaunchResult): Promise<void>;
  callerIdentityUrl(expiresInSeconds: number): Promise<string>;
  /** Adds a line to the agent's log. Does not reject. @param at milliseconds since the epoch */
  logLine(logStream: string, at: number, text: string): Promise<void>;
  /** Adds a line to the boot log. Does not reject. @param at milliseconds since the epoch */
  bootLine(logStream: string, at: number, line: string): Promise<void>;
  destroy(): void;
}

export interface InstanceAwsOptions {
  readonly region: string;
  readonly ca: string;
  readonly emulatorUrl: string;
  readonly autoScalingUrl: string;
  /** Called when a call needs a new session, and for each pre-signed URL. */
  readonly credentials: () => Promise<SessionCredentials>;
}

export function instanceAws({
  region,
  ca,
  emulatorUrl,
  autoScalingUrl,
  credentials,
}: InstanceAwsOptions): InstanceAws {
  const requestHandler = new NodeHttpHandler({ httpsAgent: new HttpsAgent({ ca }) });
  const configuration = { region, credentials, requestHandler };
  const ssm = new SSMClient({ ...configuration, endpoint: emulatorUrl });
  const logs = new CloudWatchLogsClient({ ...configuration, endpoint: emulatorUrl });
  const agentLog = new InstanceLog(logs, AGENT_LOG_GROUP);
  const bootLog = new InstanceLog(logs, BOOT_LOG_GROUP);
  const autoScaling = new AutoScalingClient({ ...configuration, endpoint: autoScalingUrl });
  return {
    async getParameter(name) {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return Parameter?.Value ?? '';
    },
    async getParameters(names) {
      const command = new GetParametersCommand({ Names: [...names], WithDecryption: true });
      const { Parameters = [] } = await ssm.send(command);
      return new Map(Parameters.map(({ Name = '', Value = '' }) => [Name, Value]));
    },
    async getWrittenParameter(name) {
      const { Parameter: { Value = '', LastModifiedDate } = {} } = await ssm.send(
        new GetParameterCommand({ Name: name }),
      );
      return { value: Value, writtenAt: LastModifiedDate?.getTime() ?? 0 };
    },
    async setUnhealthy(instanceId) {
      await autoScaling.send(
        new SetInstanceHealthCommand({
          InstanceId: instanceId,
          HealthStatus: 'Unhealthy',
          ShouldRespectGracePeriod: false,
        }),
      );
    },
    async terminate(instanceId, decrement) {
      await autoScaling.send(
        new TerminateInstanceInAutoScalingGroupCommand({
          InstanceId: instanceId,
          ShouldDecrementDesiredCapacity: decrement,
        }),
      );
    },
    async completeLaunch(instanceId, { groupName, hookName, result }) {
      await autoScaling.send(
        new CompleteLifecycleActionCommand({
          AutoScalingGroupName: groupName,
          LifecycleHookName: hookName,
          InstanceId: instanceId,
          LifecycleActionResult: result,
        }),
      );
    },
    async callerIdentityUrl(expiresInSeconds) {
      return presignedCallerIdentityUrl(expiresInSeconds, await credentials());
    },
    logLine: (logStream, at, text) => agentLog.send(logStream, at, agentLogLine(at, text)),
    bootLine: (logStream, at, line) => bootLog.send(logStream, at, line),
    destroy: () => requestHandler.destroy(),
  };
}
