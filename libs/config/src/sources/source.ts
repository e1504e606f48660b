/** A value as written, and its location. */
export interface Setting {
  readonly value: unknown;
  /** `environment`, `code`, or file and line: `fleet.json:7`. */
  readonly place: string;
}

/** Settings by parameter key, from the environment, from one object in the file, or from code. */
export type Source = ReadonlyMap<string, Setting>;

/**
 * The parameter's setting in the first source that has one. A blank setting means the default: the result is undefined,
 * even if later sources have a setting.
 */
export function settingOf(key: string, sources: readonly Source[]): Setting | undefined {
  const setting = sources.find((source) => source.has(key))?.get(key);
  return setting === undefined || isBlank(setting.value) ? undefined : setting;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}
