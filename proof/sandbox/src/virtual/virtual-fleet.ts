import { type GroupId, IN_SERVICE_METRIC, LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { type BucketLimits, TokenBucket } from '../boot-wave/token-bucket.ts';
import { type SimulatedFleet, simulateFleet } from '../fleet/simulated-fleet.ts';
import type { Pace } from '../fleet/simulation.ts';
import { type Random, seededRandom } from '../random.ts';
import { type HubOptions, type SemaphoreHub, semaphoreHub } from '../semaphore/hub.ts';
import { AlarmWatch } from './cloudwatch/alarm-watch.ts';
import { publishInService } from './cloudwatch/group-metrics.ts';
import { MetricStore } from './cloudwatch/metric-store.ts';
import { ec2Pace } from './ec2-pace.ts';
import { inProcessInstanceAws } from './in-process-aws.ts';
import { InProcessHub } from './in-process-hub.ts';
import { Network } from './network.ts';
import { ParameterStore } from './parameter-store.ts';
import { ScalerLambda, type ScalerLambdaOptions } from './scaler-lambda.ts';
import { runSchedule, type Tick } from './schedule.ts';
import { type FleetTemplate, physicalIdOf, readFleetTemplate } from './stack-template.ts';
import { VirtualRegion } from './virtual-region.ts';

export interface VirtualFleetOptions {
  /** The stack's name, as in the template. */
  readonly stackName: string;
  /** As the CDK app synthesizes it. */
  readonly template: unknown;
  /** Name and value of the token's parameter. */
  readonly token: { readonly parameter: string; readonly value: string };
  readonly seed: number;
  /** Milliseconds since 1970. @default - 2026-01-01, 00:00 UTC */
  readonly startsAt?: number;
  /** @default - delays of EC2 */
  readonly pace?: Partial<Pace>;
  readonly syncAfterMs?: HubOptions['syncAfterMs'];
  /** How fast Semaphore lets agents register. @default - no limit */
  readonly registrations?: BucketLimits;
  /** What happens to the next event of the schedule. @default - it starts the scaler within a second */
  readonly tick?: (random: Random) => Tick;
  /** Ids of images whose instances never start an agent. */
  readonly brokenImages?: ReadonlySet<string>;
  readonly onLog?: ScalerLambdaOptions['onLog'];
}

const MINUTE_MS = 60_000;
/**
 * A deployed fleet on a virtual clock, in one process without sockets: the fleet simulator and the hub of the sandbox, the scaler's own
 * code, and the stack's alarms. The same seed gives the same run.
 */
export class VirtualFleet {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly network: Network;
  readonly parameters: ParameterStore;
  readonly metrics = new MetricStore();
  readonly hub: SemaphoreHub;
  readonly region: VirtualRegion;
  readonly fleet: SimulatedFleet;
  readonly scaler: ScalerLambda;
  readonly alarms: AlarmWatch;
  readonly startedAt: number;
  readonly #ended = new AbortController();
  #definition: FleetTemplate['scaler'];

  constructor(options: VirtualFleetOptions) {
    const { metrics } = this;
    const clock = (this.clock = new VirtualClock(options.startsAt));
    const parameters = (this.parameters = new ParameterStore(clock));
    this.startedAt = clock.now();
    const { stackName, token, pace } = options;
    const random = (this.random = seededRandom(options.seed));
    const template = readFleetTemplate(options.template);
    const network = (this.network = new Network(clock, random));
    parameters.put(token.parameter, token.value);
    this.hub = semaphoreHub({
      clock,
      random,
      registrationToken: token.value,
      syncAfterMs: options.syncAfterMs,
      baseUrl: () => 'https://hub.test',
    });
    const hub = new InProcessHub(
      this.hub,
      network,
      options.registrations && new TokenBucket(options.registrations, clock.now()),
    );
    this.region = new VirtualRegion(stackName, template, {
      parameters,
      now: clock.now(),
    });
    const fleet = simulateFleet({
      ...ec2Pace,
      ...pace,
      clock,
      random,
      region: this.region,
      exchange: (request) => hub.exchange(request),
      isBroken: (imageId) => options.brokenImages?.has(imageId) ?? false,
      instanceAws: (_, role) =>
        inProcessInstanceAws({ clock, network, parameters, groups: () => groups }, role),
    });
    const groups = fleet.context;
    this.fleet = fleet;
    const definition = (this.#definition = template.scaler);
    const { onLog } = options;
    this.scaler = new ScalerLambda({
      ...{ clock, random, metrics, network, hub, parameters, groups, definition, onLog },
    });
    this.alarms = new AlarmWatch(template.alarms, metrics);
    const tick = options.tick ?? (() => ({ lateMs: random.fraction() * 1_000 }));
    void runSchedule({
      clock,
      signal: this.#ended.signal,
      phaseMs: random.fraction() * MINUTE_MS,
      maximumAgeMs: () => this.#definition.maximumEventAgeSeconds * 1_000,
      tick: () => tick(random),
      invoke: (scheduledAt) => this.scaler.invoke(scheduledAt),
    });
    const metered = template.groups.filter((group) => group.metrics.includes(IN_SERVICE_METRIC));
    if (metered.length > 0)
      void publishInService(clock, this.#ended.signal, metrics, () =>
        metered.map(({ logicalId }) => {
          const name = physicalIdOf(logicalId);
          return {
            name,
            inService: fleet.instances(name).filter(({ state }) => state === 'in-service').length,
          };
        }),
      );
    void this.alarms.watch(clock, this.#ended.signal);
  }

  /** The sizes of the main group. */
  get size() {
    return this.#sizeOf(LOGICAL_IDS.group);
  }

  /** The sizes of the group of on-demand instances that stand in for spot instances. */
  get onDemandSize() {
    return this.#sizeOf(ON_DEMAND_GROUP_ID);
  }

  #sizeOf(logicalId: GroupId) {
    const group = this.fleet.context.registry.find(physicalIdOf(logicalId));
    if (group === undefined) throw new RangeError(`${logicalId} is not deployed yet`);
    return group.size;
  }

  /** Milliseconds since the start. */
  get elapsedMs(): number {
    return this.clock.now() - this.startedAt;
  }

  /** Updates the stack in place. The alarms stay as they are. */
  deploy(template: unknown): void {
    const read = readFleetTemplate(template);
    this.region.deploy(read);
    this.scaler.update(read.scaler);
    this.#definition = read.scaler;
  }

  /** Lets this much time pass. */
  run(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  async close(): Promise<void> {
    this.#ended.abort();
    this.scaler.kill();
    // Let time pass, because calls in progress end only then.
    await this.clock.run(this.fleet.close());
  }
}
