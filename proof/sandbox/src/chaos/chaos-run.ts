import { ChaosFleet } from './chaos-fleet.ts';
import { happen } from './incidents.ts';
import { everyInstanceHasAgent } from './invariants/agents.ts';
import { brakeHasCause } from './invariants/brake.ts';
import { wrongAlarms } from './invariants/alarms.ts';
import { capacityWithinLimits } from './invariants/capacity.ts';
import { demandIsMet } from './invariants/demand.ts';
import { noEndlessWait } from './invariants/hooks.ts';
import { lostJobs } from './invariants/jobs.ts';
import { standInsAreTemporary } from './invariants/stand-ins.ts';
import { exponential, queueJobs } from './workload.ts';

export interface ChaosOptions {
  readonly seed: number;
  readonly hours: number;
  /** The synthesized templates of the parameter sets in `deployments` (deployments.ts), in the same order. */
  readonly templates: readonly unknown[];
  /** Called for each incident and each violation, with the time since the start. */
  readonly say: (line: string) => void;
}

export interface ChaosResult {
  readonly violations: readonly string[];
  readonly incidents: number;
  readonly jobs: number;
  readonly launches: number;
  readonly polls: number;
  readonly alarms: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Incidents happen for 30 minutes, then none for 45 minutes. The fleet must recover within the first 18 of these 45. */
const STORM_MS = 30 * MINUTE;
const CALM_MS = 45 * MINUTE;
const RECOVERY_MS = 18 * MINUTE;
const MEAN_PAUSE_MS = 90 * SECOND;
const SAMPLE_MS = 5 * SECOND;

/** Plays hours of incidents, and checks the invariants all along. */
export async function runChaos({ seed, hours, templates, say }: ChaosOptions): Promise<ChaosResult> {
  const fleet = new ChaosFleet(seed, templates);
  const { virtual } = fleet;
  const { clock } = virtual;
  const ended = new AbortController();
  const violations = new Set<string>();
  const waitedAtMaximum = new Map<number, boolean>();
  const unsteadyMinutes = new Set<number>();
  let incidents = 0;
  let calmSince: number | undefined;

  void queueJobs(fleet, ended.signal);
  void alternate();
  void watch();
  await virtual.run(hours * 60 * MINUTE);
  ended.abort();
  for (const text of lostJobs(fleet)) violate(text);
  const { startedAt, alarms, scaler, hub } = virtual;
  const evidence = {
    changes: alarms.changes,
    invocations: scaler.invocations,
    waitedAtMaximum,
    unsteadyMinutes,
  };
  for (const text of wrongAlarms({ ...evidence, startedAt, endedAt: clock.now() })) violate(text);
  await virtual.close();
  return {
    violations: [...violations],
    incidents,
    jobs: hub.jobs().length,
    launches: virtual.fleet.events().filter(({ type }) => type === 'launching').length,
    polls: hub.pollTimes().length,
    alarms: alarms.changes.filter(({ state }) => state === 'ALARM').length,
  };

  async function alternate(): Promise<void> {
    while (!ended.signal.aborted) {
      await storm(clock.now() + STORM_MS);
      fleet.restoreTicks();
      fleet.setLimits();
      calmSince = clock.now();
      tell('calm', '');
      await pause(CALM_MS);
      calmSince = undefined;
    }
  }

  async function storm(until: number): Promise<void> {
    const open = new Set<() => void>();
    while (clock.now() < until && !ended.signal.aborted) {
      await pause(exponential(fleet, MEAN_PAUSE_MS));
      const incident = happen(fleet);
      if (incident === undefined) continue;
      incidents += 1;
      tell(incident.name, incident.detail);
      const { end } = incident;
      if (end === undefined) continue;
      open.add(end.run);
      void pause(end.afterMs).then(() => open.delete(end.run) && end.run());
    }
    for (const run of open) run();
    open.clear();
  }

  async function watch(): Promise<void> {
    await pause(MINUTE);
    const invariants = [
      ...[capacityWithinLimits, everyInstanceHasAgent, demandIsMet, noEndlessWait, standInsAreTemporary],
      brakeHasCause,
    ].map((of) => of(fleet));
    while (!ended.signal.aborted) {
      const at = clock.now();
      const recovered = (calmSince ?? Infinity) + RECOVERY_MS;
      const recoveredSince = at > recovered ? recovered : undefined;
      for (const invariant of invariants) for (const text of invariant({ at, recoveredSince })) violate(text);
      noteWaiting(at);
      await pause(SAMPLE_MS);
    }
  }

  function noteWaiting(at: number): void {
    const minute = Math.floor(at / MINUTE);
    const waits = virtual.hub.demand().queued > 0 && virtual.size.desired >= virtual.size.max;
    waitedAtMaximum.set(minute, waits && waitedAtMaximum.get(minute) !== false);
    if (!fleet.isSemaphoreSteady()) unsteadyMinutes.add(minute);
  }

  function violate(text: string): void {
    if (!violations.has(text)) tell('VIOLATION', text);
    violations.add(text);
  }

  function tell(what: string, detail: string): void {
    const elapsed = new Date(virtual.elapsedMs).toISOString().slice(11, 19);
    say(`${elapsed} ${what}${detail === '' ? '' : `: ${detail}`}`);
  }

  function pause(ms: number): Promise<void> {
    return clock.sleep(ms, ended.signal).catch(() => undefined);
  }
}
