import type { Service, ServiceFaultKind } from '../virtual/network.ts';
import type { ChaosFleet } from './chaos-fleet.ts';

/** Something that happens to the fleet. */
export interface Incident {
  readonly name: string;
  /** What exactly, for the log. */
  readonly detail: string;
  /** What ends the incident, and after how long. @default - it needs no end */
  readonly end?: { readonly afterMs: number; readonly run: () => void };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const services: readonly Service[] = ['semaphore', 'ssm', 'auto-scaling'];
const kinds: readonly ServiceFaultKind[] = ['refused', 'error', 'throttled', 'silent', 'reply-lost'];

/** Every incident, with its weight: how often it is drawn. */
const incidents: readonly (readonly [weight: number, happen: (fleet: ChaosFleet) => Incident | undefined])[] =
  [
    [6, serviceFault],
    [2, capacityShortage],
    [2, spotDrought],
    [2, spotWave],
    [1, rebalanceWave],
    [2, hungMachine],
    [2, stuckAgent],
    [2, powerLoss],
    [2, scalerRestart],
    [2, lateTicks],
    [1, missingTicks],
    [1, tokenRotation],
    [1, newLimits],
    [1, deployment],
    [1, stoppedJobs],
    [1, jobFlood],
  ];

/** Draws an incident and lets it happen. Returns undefined if it is not possible now. */
export function happen(fleet: ChaosFleet): Incident | undefined {
  const total = incidents.reduce((sum, [weight]) => sum + weight, 0);
  let draw = fleet.random.fraction() * total;
  const drawn = incidents.find(([weight]) => (draw -= weight) < 0);
  return drawn?.[1](fleet);
}

function serviceFault(fleet: ChaosFleet): Incident | undefined {
  const service = fleet.pick(services) ?? 'ssm';
  if (service === 'semaphore' && !fleet.isSemaphoreSteady()) return undefined;
  const kind = fleet.pick(kinds) ?? 'error';
  const share = fleet.pick([0.3, 1]) ?? 1;
  const afterMs = fleet.between(10, 8 * 60) * SECOND;
  return {
    name: 'service fault',
    detail: `${share * 100} % of calls to ${service} fail as "${kind}" for ${afterMs / SECOND} s`,
    end: { afterMs, run: fleet.fail({ service, kind, share }) },
  };
}

function capacityShortage(fleet: ChaosFleet): Incident {
  const afterMs = fleet.between(1, 8) * MINUTE;
  return {
    name: 'no EC2 capacity',
    detail: `for ${afterMs / MINUTE} min`,
    end: { afterMs, run: fleet.exhaustCapacity() },
  };
}

/** In a third of the droughts, EC2 still has a few spot instances. */
function spotDrought(fleet: ChaosFleet): Incident {
  const afterMs = fleet.between(2, 20) * MINUTE;
  const left = fleet.pick([0, 0, fleet.between(1, 6)]) ?? 0;
  return {
    name: 'no spot capacity',
    detail: `${left === 0 ? '' : `only ${left} more instances, `}for ${afterMs / MINUTE} min`,
    end: { afterMs, run: fleet.exhaustSpotCapacity(left) },
  };
}

function spotWave(fleet: ChaosFleet): Incident | undefined {
  const hit = fleet.instances.filter(
    ({ id, isTerminating, market }) =>
      market === 'spot' && !isTerminating && !fleet.interruptedAt.has(id) && fleet.random.fraction() < 0.3,
  );
  for (const { id } of hit) fleet.interrupt(id);
  return hit.length === 0 ? undefined : { name: 'spot wave', detail: namesOf(hit) };
}

function rebalanceWave(fleet: ChaosFleet): Incident | undefined {
  const hit = fleet.instances.filter(
    ({ isTerminating, market }) => market === 'spot' && !isTerminating && fleet.random.fraction() < 0.3,
  );
  for (const { id } of hit) fleet.recommendRebalance(id);
  return hit.length === 0 ? undefined : { name: 'rebalance recommendations', detail: namesOf(hit) };
}

function hungMachine(fleet: ChaosFleet): Incident | undefined {
  const instance = fleet.pick(fleet.instances.filter(({ agent }) => agent !== undefined));
  if (instance === undefined || instance.isTerminating) return undefined;
  fleet.hang(instance.id);
  return { name: 'hung machine', detail: instance.id };
}

/**
 * Picks only agents that Semaphore knows. An instance whose agent is unknown has been without one for some time already, and the health check
 * would need its full time again to notice a stuck agent: together too long for `everyInstanceHasAgent`.
 */
function stuckAgent(fleet: ChaosFleet): Incident | undefined {
  const known = new Set(fleet.virtual.hub.agentRecords().map(({ name }) => name));
  const instance = fleet.pick(
    fleet.instances.filter(
      ({ agent, agentName }) => agent !== undefined && agentName !== undefined && known.has(agentName),
    ),
  );
  if (instance === undefined || instance.isTerminating) return undefined;
  fleet.stickAgent(instance.id);
  return { name: 'stuck agent', detail: instance.id };
}

function powerLoss(fleet: ChaosFleet): Incident | undefined {
  const instance = fleet.pick(fleet.instances.filter(({ isTerminating }) => !isTerminating));
  if (instance === undefined) return undefined;
  fleet.powerOff(instance.id);
  return { name: 'power loss', detail: instance.id };
}

function scalerRestart(fleet: ChaosFleet): Incident {
  fleet.virtual.scaler.kill();
  return { name: 'scaler restart', detail: 'all its processes ended' };
}

function lateTicks(fleet: ChaosFleet): Incident {
  const ticks = Array.from({ length: fleet.between(1, 4) }, () => ({
    lateMs: fleet.between(2, 70) * SECOND,
  }));
  fleet.delayTicks(ticks);
  return { name: 'late ticks', detail: ticks.map(({ lateMs }) => `${lateMs / SECOND} s`).join(', ') };
}

function missingTicks(fleet: ChaosFleet): Incident {
  const count = fleet.between(1, 10);
  fleet.delayTicks(Array.from({ length: count }, () => 'left-out'));
  return { name: 'missing ticks', detail: `${count}` };
}

function tokenRotation(fleet: ChaosFleet): Incident {
  const afterMs = fleet.between(5, 240) * SECOND;
  return {
    name: 'token rotation',
    detail: `the parameter follows after ${afterMs / SECOND} s`,
    end: { afterMs, run: fleet.rotateToken() },
  };
}

function newLimits(fleet: ChaosFleet): Incident {
  const min = fleet.between(0, 4);
  const max = fleet.between(Math.max(1, min), 24);
  fleet.setLimits(min, max);
  return { name: 'new limits', detail: `${min} to ${max}` };
}

function deployment(fleet: ChaosFleet): Incident {
  fleet.deployNext();
  return { name: 'deployment', detail: 'of the next template' };
}

function stoppedJobs(fleet: ChaosFleet): Incident | undefined {
  const open = fleet.virtual.hub.unfinishedJobs().filter(() => fleet.random.fraction() < 0.1);
  for (const { id } of open) fleet.stopJob(id);
  return open.length === 0 ? undefined : { name: 'stopped jobs', detail: `${open.length}` };
}

/** Queues more jobs than the fleet may have agents, often for long enough to raise the alarm about waiting jobs. */
function jobFlood(fleet: ChaosFleet): Incident {
  const count = fleet.between(26, 34);
  for (let index = 0; index < count; index++)
    fleet.virtual.hub.enqueue(1, { durationMs: fleet.between(8, 14) * MINUTE });
  return { name: 'job flood', detail: `${count} jobs` };
}

function namesOf(instances: readonly { readonly id: string }[]): string {
  return instances.map(({ id }) => id).join(', ');
}
