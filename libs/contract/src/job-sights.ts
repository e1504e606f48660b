/** When a job was first seen in the queue: milliseconds since the epoch, or unknown. */
export interface JobSight {
  readonly id: string;
  readonly at: number | 'unknown';
}

/** What the scaler has saved about the queued jobs. */
export interface SavedSights {
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  /** Undefined for a job that was not queued. */
  sightOf(id: string): JobSight['at'] | undefined;
}

/** The SHA-256 digest of a text, as base64url. */
export type Sha256 = (text: string) => string;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HASH_LENGTH = 4;
const AGE_LENGTH = 4;
const ENTRY_LENGTH = HASH_LENGTH + AGE_LENGTH;
/** The time since a job was first seen is saved in tenths of a second. */
const UNIT_MS = 100;
const OLDEST = DIGITS.length ** AGE_LENGTH - 1;
const UNKNOWN = '.'.repeat(AGE_LENGTH);
/** As many jobs as Semaphore lists. With the time, they fit into the 4 KB of a standard parameter. */
const MOST_JOBS = 500;

const SAVED = /^(?<at>\S{24}) (?<entries>(?:[\w-]{4}(?:[\w-]{4}|\.{4}))*)$/;

/**
 * The value of the parameter in which the scaler saves when each queued job was first seen. It identifies a job by 24 bits of a hash of its id. With 500
 * jobs, the chance that two have the same hash is 1 in 130; the times of these two are then unknown.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html#parameter-store (maximum size of a standard parameter)
 */
export function encodeJobSights(sights: readonly JobSight[], now: number, sha256: Sha256): string {
  // Rounded to whole units. Otherwise, the time of a job would change a little each time it is read and saved again.
  const savedAt = Math.floor(now / UNIT_MS) * UNIT_MS;
  const entries = sights
    .slice(0, MOST_JOBS)
    .map(({ id, at }) => `${hashOf(id, sha256)}${encodeAge(at, savedAt)}`);
  return `${new Date(savedAt).toISOString()} ${entries.join('')}`;
}

/** Undefined if the value is not what `encodeJobSights` writes. */
export function decodeJobSights(value: string, sha256: Sha256): SavedSights | undefined {
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
  return { savedAt, sightOf: (id) => sights.get(hashOf(id, sha256)) };
}

const hashOf = (id: string, sha256: Sha256): string => sha256(id).slice(0, HASH_LENGTH);

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
