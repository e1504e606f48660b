/** One mistake in a configuration: where it is, what is there, and what is expected instead. */
export interface Problem {
  /** The invalid parameter, such as SEMAPHORE_AGENT_OS, or the invalid member of the file. */
  readonly key: string;
  /**
   * Stack name of the fleet, or `fleets[1]` if it has none; several are separated by commas. Undefined if the problem is about no
   * fleet in particular. Usually also undefined if the configuration is for a single fleet, without a list `fleets`.
   */
  readonly fleet: string | undefined;
  /** Where the value comes from, such as `environment`, `fleet.json:7` or `default`. */
  readonly place: string | undefined;
  /** The value as given, shortened for printing. */
  readonly given: string | undefined;
  readonly expected: string;
  readonly suggestion: string | undefined;
}

/** All problems of a configuration. The message can be printed as it is. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  /** `hints` are sentences about possible causes, such as a mistyped name. */
  constructor(problems: readonly Problem[], hints: readonly string[] = []) {
    super(report(problems, hints));
    this.problems = problems;
  }
}

function report(problems: readonly Problem[], hints: readonly string[]): string {
  const title = problems.length === 1 ? 'has a problem' : `has ${problems.length} problems`;
  const remarks = hints.map((hint) => `  ${hint}`);
  return [`The configuration ${title}:`, ...problems.map(describe), ...remarks].join('\n\n');
}

function describe({ key, fleet, place, given, expected, suggestion }: Problem): string {
  // For the file itself: `fleet.json:3` instead of `fleet.json (fleet.json:3)`.
  const isOfFile = place?.startsWith(`${key}:`) ?? false;
  const where = [isOfFile ? undefined : place, fleet === undefined ? undefined : `fleet ${fleet}`].filter(
    (part) => part !== undefined,
  );
  return [
    `  ${isOfFile ? place : key}${where.length === 0 ? '' : ` (${where.join(', ')})`}`,
    ...(given === undefined ? [] : [`    given:    ${given}`]),
    `    expected: ${expected}`,
    ...(suggestion === undefined ? [] : [`    try:      ${suggestion}`]),
  ].join('\n');
}

const LONGEST_SHOWN = 120;

/** Formats a value for a problem: on one line, text in quotes, at most 120 characters. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN - 1)}…`;
}
