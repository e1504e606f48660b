import type { Facts } from '../../observe/facts.ts';
import { SAMPLES_WINDOW_MINUTES } from '../../observe/scaler-samples.ts';

/** The scaler publishes metrics once a minute, and CloudWatch shows them at most two minutes later. Two more minutes are in reserve. */
const SILENT_AFTER_MINUTES = 5;

export type ScalerSilence =
  | { readonly kind: 'heard'; readonly when: string }
  /** The scaler was deployed so recently that it may not have published anything yet. */
  | { readonly kind: 'new' }
  | { readonly kind: 'silent'; readonly since: string };

/** Whether the scaler has published the demand lately, which proves that it runs and reaches Semaphore. */
export function scalerSilence(
  { scalerSamples: { lastPublishedAt }, stack }: Pick<Facts, 'scalerSamples' | 'stack'>,
  now: Date,
): ScalerSilence {
  if (lastPublishedAt !== undefined) {
    const minutes = minutesBetween(lastPublishedAt, now);
    return minutes < SILENT_AFTER_MINUTES
      ? { kind: 'heard', when: minutes === 0 ? 'just now' : `${minutes} min ago` }
      : { kind: 'silent', since: `it last published the demand ${minutes} minutes ago` };
  }
  const age = stack ? minutesBetween(stack.deployedAt, now) : SAMPLES_WINDOW_MINUTES;
  if (age < SILENT_AFTER_MINUTES) return { kind: 'new' };
  const period =
    age < SAMPLES_WINDOW_MINUTES
      ? `since it was deployed ${age} minutes ago`
      : `for ${SAMPLES_WINDOW_MINUTES} minutes`;
  return { kind: 'silent', since: `it has not published the demand ${period}` };
}

const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);
