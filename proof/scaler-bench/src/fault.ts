import { alive, longestGap, neverLowers, raisedBetween, raisesTo } from './scenario.ts';
import type { Scenario, Start } from './scenario.ts';
import type { FakeServices } from './fake-services.ts';

/** A fault that lasts for some seconds of a scenario. */
export interface Fault {
  readonly name: string;
  /** Starts the fault; returns a function that ends it. */
  readonly begin?: (services: FakeServices) => (() => void) | Promise<() => void>;
  readonly processFault?: 'clock-jump' | 'dns';
  /** If true, the process is frozen during the fault. */
  readonly frozen?: boolean;
  /** How long polling may pause beyond the poll interval, in milliseconds. @default 0 */
  readonly pauseMs?: number;
  /** If true, raises must succeed during the fault. */
  readonly harmless?: boolean;
  /** If true, polls do not reach the fake Semaphore during the fault, so gaps between them are not checked. */
  readonly unseen?: boolean;
  /** If true, the scenario keeps the machine busy and must run alone. */
  readonly alone?: boolean;
  /** The expected desired capacities, in order. @default 3, and 7 after the fault */
  readonly raises?: readonly number[];
  readonly variables?: Readonly<Record<string, string>>;
}

const FROM_MS = 4_800;
const TO_MS = 11_300;
const ENDS_MS = 18_000;
const POLL_INTERVAL_MS = 2_000;
/** How long before the end of the fault a raise may come, because a call in progress at the end may still succeed. A call takes 50 ms; the rest is a margin. */
const CALL_MS = 60;

/**
 * A scenario in which four jobs arrive during the fault. Unless `fault` says otherwise, the scaler must keep polling every
 * two seconds, and raise the capacity as soon as the fault ends.
 */
export function faultScenario(fault: Fault): Scenario {
  const { begin, processFault, pauseMs = 0, raises = [3, 7] } = fault;
  const start: Start = {
    atMs: 0,
    // The process counts time from its own start, but the timeline counts from the first request, slightly
    // later. To be sure that a fault inside the process covers the whole time of the fault on the timeline,
    // it gets a margin of 500 ms at both ends.
    ...(processFault
      ? { processFault: { kind: processFault, fromMs: FROM_MS - 500, toMs: TO_MS + 500 } }
      : {}),
  };
  const gapMs = fault.frozen
    ? TO_MS - FROM_MS + POLL_INTERVAL_MS
    : Math.max(2_600, pauseMs + POLL_INTERVAL_MS + 600);
  const [fromMs, untilMs] = fault.harmless
    ? [FROM_MS, FROM_MS + 300 + pauseMs]
    : [TO_MS - CALL_MS, TO_MS + pauseMs];
  return {
    name: fault.name,
    instances: 0,
    starts: [start],
    remainingMs: ENDS_MS + pauseMs,
    lengthMs: ENDS_MS + pauseMs + 2_000,
    variables: fault.variables ?? {},
    alone: fault.alone ?? false,
    ...(fault.frozen ? { frozen: { fromMs: FROM_MS, toMs: TO_MS } } : {}),
    prepare: (services) => {
      services.jobs = { queued: 3, running: 0 };
      let end: Promise<() => unknown> = Promise.resolve(() => undefined);
      services.timeline.at(FROM_MS, () => {
        if (begin) end = Promise.resolve(begin(services));
      });
      services.timeline.at(FROM_MS + 200, () => (services.jobs = { queued: 4, running: 3 }));
      services.timeline.at(TO_MS, () => void end.then((undo) => undo()));
    },
    expectations: [
      alive,
      neverLowers,
      raisesTo(...raises),
      raisedBetween(raises.at(-1) ?? 0, fromMs, untilMs + POLL_INTERVAL_MS + 600),
      ...(fault.unseen ? [] : [longestGap(gapMs)]),
    ],
  };
}
