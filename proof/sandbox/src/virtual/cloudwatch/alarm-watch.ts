import type { Clock } from '../../clock.ts';
import { type AlarmDefinition, type AlarmState, MORE_PERIODS, alarmState } from './alarm.ts';
import { sumOf } from './metric-sum.ts';
import type { MetricStore } from './metric-store.ts';

/** An alarm that changed its state. */
export interface AlarmChange {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly alarm: string;
  readonly state: AlarmState;
}

const MINUTE_MS = 60_000;
/** How long after the start of each minute the alarms are evaluated. Assumed. */
const EVALUATED_AFTER_MS = 10_000;

/** Evaluates alarms as CloudWatch does. */
export class AlarmWatch {
  readonly changes: AlarmChange[] = [];
  readonly #metrics: Pick<MetricStore, 'read'>;
  readonly #alarms: readonly AlarmDefinition[];
  readonly #states = new Map<string, AlarmState>();

  constructor(alarms: readonly AlarmDefinition[], metrics: Pick<MetricStore, 'read'>) {
    this.#alarms = alarms;
    this.#metrics = metrics;
  }

  /** The names of the alarms that are on. */
  get alarming(): readonly string[] {
    return [...this.#states].flatMap(([name, state]) => (state === 'ALARM' ? [name] : []));
  }

  /** Evaluates the alarms once a minute, until the signal aborts. */
  async watch(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = (Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS + EVALUATED_AFTER_MS;
      await clock.sleep(next - clock.now(), signal).catch(() => undefined);
      if (!signal.aborted) this.#evaluate(clock.now());
    }
  }

  #evaluate(now: number): void {
    const end = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    for (const alarm of this.#alarms) {
      const state = alarmState(alarm, this.#datapoints(alarm, end));
      if (state !== (this.#states.get(alarm.name) ?? 'OK')) {
        this.changes.push({ at: now, alarm: alarm.name, state });
      }
      this.#states.set(alarm.name, state);
    }
  }

  #datapoints(alarm: AlarmDefinition, end: number): readonly (number | undefined)[] {
    const periods = alarm.evaluationPeriods + MORE_PERIODS;
    return Array.from({ length: periods }, (_, index) => {
      const periodEnd = end - (periods - 1 - index) * alarm.periodMs;
      return sumOf(alarm.terms, ({ metric, statistic }) =>
        this.#metrics.read(metric, statistic, periodEnd - alarm.periodMs, periodEnd),
      );
    });
  }
}
