import { type Clock, systemClock } from '../clock.ts';
import { type ServerTls, listen } from '../http/listen.ts';
import type { ApiCall } from './api/calls.ts';
import { endpoint } from './api/endpoint.ts';
import { runScheduledActions } from './api/run-scheduled-actions.ts';
import { EventLog, type FleetEvent } from './events.ts';
import type { GroupView } from './group/group.ts';
import { groupsOf } from './group/groups.ts';
import type { InstanceView } from './instance/instance.ts';
import { hang, interrupt } from './instance/faults.ts';
import { instanceAws } from './instance/instance-aws.ts';
import { recordCalls } from './instance/record-calls.ts';
import type { RootCredentials } from './region/clients.ts';
import { EmulatorRegion } from './region/emulator-region.ts';
import type { Region } from './region/region.ts';
import { TaskGroup } from './task-group.ts';
import { type Pace, type Simulation, defaultPace } from './simulation.ts';

export interface FleetSimulatorOptions extends Partial<Pace> {
  readonly tls: ServerTls;
  /** The CA certificate of the emulator, the Semaphore API and this server, in PEM. */
  readonly ca: string;
  readonly emulatorUrl: string;
  /** The root user's credentials. Requests with this access key id are allowed without a check of their signatures. */
  readonly credentials: RootCredentials;
  readonly region: string;
  /** @default - the system clock */
  readonly clock?: Clock;
  /** @default - the emulator at `emulatorUrl` */
  readonly emulator?: Region;
}

export interface FleetSimulator {
  /** The value for AWS_ENDPOINT_URL_AUTO_SCALING. */
  readonly url: string;
  /** All instances, including terminated ones, of one group or of all groups. */
  instances(groupName?: string): readonly InstanceView[];
  groups(): Promise<readonly GroupView[]>;
  calls(): readonly ApiCall[];
  events(): readonly FleetEvent[];
  /** How often the groups could not be read from the emulator, or their scheduled actions could not be run. */
  refreshFailures(): number;
  /** Interrupts a spot instance: a notice, then power-off. Throws AwsError for an unknown instance. */
  interrupt(instanceId: string): void;
  /** Freezes the machine: everything on it stops, without notice. Throws AwsError for an unknown instance. */
  hang(instanceId: string): void;
  /** Powers the machine off. Throws AwsError for an unknown instance. */
  powerOff(instanceId: string): void;
  close(): Promise<void>;
}

/** Serves the Auto Scaling API, and simulates the instances of its groups. */
export async function startFleetSimulator(options: FleetSimulatorOptions): Promise<FleetSimulator> {
  const { ca, region: regionName, credentials, emulatorUrl } = options;
  const clock = options.clock ?? systemClock;
  const region =
    options.emulator ?? new EmulatorRegion({ url: emulatorUrl, region: regionName, ca, credentials });
  const events = new EventLog();
  const tasks = new TaskGroup();
  const calls: ApiCall[] = [];
  const onCall = (call: ApiCall) => void calls.push(call);
  let url = '';
  let refreshFailures = 0;

  const simulation: Simulation = {
    clock,
    events,
    region,
    tasks,
    ca,
    pace: { ...defaultPace, ...options },
    instanceAws(session, roleArn) {
      const aws = instanceAws({
        region: regionName,
        ca,
        emulatorUrl,
        autoScalingUrl: url,
        credentials: session,
      });
      return recordCalls(aws, roleArn, clock, onCall);
    },
  };
  const { registry, keeper } = groupsOf(simulation);
  const handler = endpoint({
    context: { simulation, registry, keeper },
    regionName,
    rootAccessKeyId: credentials.accessKeyId,
    onCall,
  });
  const server = await listen(handler, options.tls);
  url = `https://127.0.0.1:${server.port}`;
  void tasks.start(keepRefreshing);

  async function keepRefreshing(): Promise<void> {
    while (!tasks.closing.aborted) {
      await registry.refresh().catch(() => refreshFailures++);
      for (const group of registry.groups) {
        await runScheduledActions({ simulation, keeper }, group).catch(() => refreshFailures++);
        keeper.settle(group);
      }
      await clock.sleep(simulation.pace.refreshMs, tasks.closing);
    }
  }

  return {
    url,
    instances: (groupName) =>
      registry.instances
        .filter((instance) => groupName === undefined || instance.groupName === groupName)
        .map((instance) => instance.view()),
    async groups() {
      await registry.refresh();
      return registry.groups.map((group) => group.view());
    },
    calls: () => calls,
    events: () => events.events,

    refreshFailures: () => refreshFailures,
    interrupt: (instanceId) => interrupt(simulation, keeper, registry.getInstance(instanceId)),
    hang: (instanceId) => hang(registry.getInstance(instanceId).instance),
    powerOff(instanceId) {
      const { group, instance } = registry.getInstance(instanceId);
      keeper.powerOff(group, instance);
    },
    async close() {
      await server.close();
      await tasks.close();
      region.close();
    },
  };
}
