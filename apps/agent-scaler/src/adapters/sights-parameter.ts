import { createHash } from 'node:crypto';
import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import { NO_JOBS_VALUE } from '@agent-aws-stack/contract';
import type { JobSight } from '../job-waits.ts';
import type { SavedSights, SightStore } from '../ports.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH_LENGTH = 4;
const AGE_LENGTH = 4;
const ENTRY_LENGTH = HASH_LENGTH + AGE_LENGTH;
/** Ages are in tenths of a second. */
const UNIT_MS = 100;
const OLDEST = DIGITS.length ** AGE_LENGTH - 1;
const UNKNOWN = '.'.repeat(AGE_LENGTH);
/** A standard parameter holds 4 KB: the time, and as many jobs as Semaphore lists. */
const MOST_JOBS = 500;

const SAVED = /^(?<at>\S{24}) (?<entries>(?:[\w-]{4}(?:[\w-]{4}|\.{4}))*)$/;

/**
 * Stores in an SSM parameter when each queued job was first seen. It identifies a job by 24 bits of a hash of its id. With 500
 * jobs, the chance that two have the same hash is 1 in 130; the times of these two are then unknown.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store (maximum size of a standard parameter)
 */
export class SightsParameter implements SightStore {
  readonly #parameters: Pick<ParameterStore, 'getString' | 'putString'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'getString' | 'putString'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  async save(sights: readonly JobSight[], now: number): Promise<void> {
    const value = sights.length === 0 ? NO_JOBS_VALUE : encodeSights(sights, now);
    await this.#parameters.putString(this.#name, value, { tier: 'Standard' });
  }

  async load(): Promise<SavedSights | undefined> {
    return decodeSights(await this.#parameters.getString(this.#name));
  }
}

export function encodeSights(sights: readonly JobSight[], now: number): string {
  // Whole units, so that a time that is saved again and again stays the same.
  const savedAt = Math.floor(now / UNIT_MS) * UNIT_MS;
  const entries = sights.slice(0, MOST_JOBS).map(({ id, at }) => `${hash(id)}${encodeAge(at, savedAt)}`);
  return `${new Date(savedAt).toISOString()} ${entries.join('')}`;
}

/** Undefined if the value is not what `encodeSights` writes. */
export function decodeSights(value: string): SavedSights | undefined {
  const { at: time = '', entries = '' } = SAVED.exec(value)?.groups ?? {};
  const savedAt = Date.parse(time);
  if (Number.isNaN(savedAt)) return undefined;
  const sights = new Map<string, JobSight['at']>();
  for (let from = 0; from < entries.length; from += ENTRY_LENGTH) {
    const age = entries.slice(from + HASH_LENGTH, from + ENTRY_LENGTH);
    const key = entries.slice(from, from + HASH_LENGTH);
    const isAmbiguous = age === UNKNOWN || sights.has(key);
    sights.set(key, isAmbiguous ? 'unknown' : savedAt - decodeDigits(age) * UNIT_MS);
  }
  return { savedAt, sightOf: (id) => sights.get(hash(id)) };
}

const hash = (id: string): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, HASH_LENGTH);

function encodeAge(at: JobSight['at'], now: number): string {
  const age = at === 'unknown' ? Infinity : Math.round(Math.max(0, now - at) / UNIT_MS);
  if (age > OLDEST) return UNKNOWN;
  let text = '';
  for (let rest = age, digit = 0; digit < AGE_LENGTH; digit++, rest = Math.floor(rest / DIGITS.length)) {
    text = `${DIGITS[rest % DIGITS.length]}${text}`;
  }
  return text;
}

const decodeDigits = (text: string): number =>
  [...text].reduce((value, digit) => value * DIGITS.length + DIGITS.indexOf(digit), 0);
