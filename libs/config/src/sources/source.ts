/** A value as somebody wrote it, and where. */
export interface Setting {
  readonly value: unknown;
  /** `environment`, or file and line: `fleet.json:7`. */
  readonly place: string;
}

/** Settings by parameter name, from one place. */
export type Source = ReadonlyMap<string, Setting>;

/**
 * The setting of the first source that mentions the parameter. A blank one hides those of later sources
 * and means the default, so it counts as none.
 */
export function settingOf(key: string, sources: readonly Source[]): Setting | undefined {
  const setting = sources.find((source) => source.has(key))?.get(key);
  return setting === undefined || isBlank(setting.value) ? undefined : setting;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}
