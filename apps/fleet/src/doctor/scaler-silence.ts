import type { Facts } from '../observe/facts.ts';

/** It publishes once a minute; CloudWatch shows that within two more. */
const SILENCE_MINUTES = 5;
/** How far back samples are looked at. */
const WINDOW_MINUTES = 15;

export type ScalerSilence =
  | { readonly kind: 'heard'; readonly minutesAgo: number }
  /** It was deployed just now. */
  | { readonly kind: 'new' }
  | { readonly kind: 'silent'; readonly since: string };

/** Whether the scaler has published the demand lately, so whether it reaches Semaphore. */
export function scalerSilence(
  { scalerSamples: { lastPublishedAt }, stack }: Pick<Facts, 'scalerSamples' | 'stack'>,
  now: Date,
): ScalerSilence {
  if (lastPublishedAt !== undefined) {
    const minutes = minutesBetween(lastPublishedAt, now);
    return minutes < SILENCE_MINUTES
      ? { kind: 'heard', minutesAgo: minutes }
      : { kind: 'silent', since: `it last told the demand ${minutes} minutes ago` };
  }
  const age = stack ? minutesBetween(stack.deployedAt, now) : WINDOW_MINUTES;
  if (age < SILENCE_MINUTES) return { kind: 'new' };
  const silence =
    age < WINDOW_MINUTES ? `since it was deployed ${age} minutes ago` : 'for a quarter of an hour';
  return { kind: 'silent', since: `it has told no demand ${silence}` };
}

const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);
