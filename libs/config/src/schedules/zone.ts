const DAY_MS = 24 * 3_600_000;

/** Converts times of a time zone, with its changes of daylight saving time, to UTC. Caches Intl's answers, because Intl is slow. */
export class Zone {
  static readonly #zones = new Map<string, Zone>();
  readonly #format: Intl.DateTimeFormat;
  /** By day. */
  readonly #offsets = new Map<number, number>();
  /** The instants at which the offset changes, by the first day of the range in which `#changeBetween` found them. */
  readonly #changes = new Map<number, number>();

  /** @param name - a zone of the IANA, such as Europe/Berlin @throws RangeError if there is no such zone */
  static named(name: string): Zone {
    const zone = Zone.#zones.get(name) ?? new Zone(name);
    Zone.#zones.set(name, zone);
    return zone;
  }

  private constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: name, calendar: 'gregory', hourCycle: 'h23' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  /** The date and time in the zone, as the instant at which UTC has the same date and time. */
  wallTime(at: number): number {
    const part = Object.fromEntries(
      this.#format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  }

  /**
   * The instant at which the zone's clocks show a time. If they are put back and show it twice, the first of the two instants. If they are
   * put forward and skip it, the instant at which they would have shown it. The offset must change at most once from the day before to two days after.
   */
  instantOf(wall: number): { readonly at: number; readonly isSkipped: boolean } {
    const day = Math.floor(wall / DAY_MS);
    const before = this.offset(day - 1);
    const after = this.offset(day + 2);
    if (before === after) return { at: wall - before, isSkipped: false };
    const change = this.#changeBetween(day - 1, day + 2);
    if (wall - before < change) return { at: wall - before, isSkipped: false };
    if (wall - after >= change) return { at: wall - after, isSkipped: false };
    return { at: wall - before, isSkipped: true };
  }

  /**
   * Milliseconds by which the zone's time is ahead of UTC, at a day's midnight in UTC. If a week begins and ends with the same offset,
   * all of its days have this offset: no zone is known to change its offset and change it back within a week. Morocco takes five weeks.
   */
  offset(day: number): number {
    const monday = day - (((day % 7) + 7) % 7);
    const [first, last] = [this.#exactOffset(monday), this.#exactOffset(monday + 7)];
    return first === last ? first : this.#exactOffset(day);
  }

  #exactOffset(day: number): number {
    const found = this.#offsets.get(day) ?? this.#offsetAt(day * DAY_MS);
    this.#offsets.set(day, found);
    return found;
  }

  #offsetAt(at: number): number {
    return this.wallTime(at) - at;
  }

  /** The instant at which the offset changes between two days. */
  #changeBetween(from: number, to: number): number {
    const known = this.#changes.get(from);
    if (known !== undefined) return known;
    const before = this.offset(from);
    // In seconds; at `first` the offset has not changed yet, at `last` it has.
    let [first, last] = [(from * DAY_MS) / 1_000, (to * DAY_MS) / 1_000];
    while (last - first > 1) {
      const middle = Math.floor((first + last) / 2);
      if (this.#offsetAt(middle * 1_000) === before) first = middle;
      else last = middle;
    }
    this.#changes.set(from, last * 1_000);
    return last * 1_000;
  }
}

/** What is wrong with the name of a time zone, worded to follow "expected:"; undefined if it is valid. */
export function zoneProblem(name: string): string | undefined {
  const expected = 'a time zone of the IANA, such as Europe/Berlin, or UTC';
  // Intl also accepts offsets such as +01:00, and abbreviations. Auto Scaling wants canonical names.
  if (name !== 'UTC' && !name.includes('/')) return expected;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
  } catch {
    return expected;
  }
  const cased = Intl.supportedValuesOf('timeZone').find((zone) => sameLetters(zone, name));
  return cased === undefined || cased === name ? undefined : expected;
}

/** The time zones that Intl lists. Intl also accepts other names of these zones. */
export const listedZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

const sameLetters = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
