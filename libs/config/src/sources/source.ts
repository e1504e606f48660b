/** A value as written, and where. */
export interface Setting {
  readonly value: unknown;
  /** `environment`, or file and line: `fleet.json:7`. */
  readonly place: string;
}

/** Settings by parameter name, from one place. */
export type Source = ReadonlyMap<string, Setting>;

/**
 * The setting in the first source that mentions the parameter. A blank setting means the default: it hides those of later
 * sources, and the result is undefined.
 */
export function settingOf(key: string, sources: readonly Source[]): Setting | undefined {
  const setting = sources.find((source) => source.has(key))?.get(key);
  return setting === undefined || isBlank(setting.value) ? undefined : setting;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}
