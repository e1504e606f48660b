import { toText } from '../parameters/text-form.ts';
import type { JsonValue } from '../parameters/parameter.ts';
import { parameterKeys } from '../parameters/index.ts';
import type { Environment } from '../sources/environment.ts';
import { readFleetFile, type FleetFile } from '../sources/file.ts';
import { JsonTextError, parseJsonText } from '../sources/json-text.ts';
import { settingOf } from '../sources/source.ts';

/** The values in a configuration file, as text and unchecked. Empty if it describes several fleets or is not JSON. */
export function settingsInFile(text: string): Environment {
  const [sources, ...others] = fileOf(text)?.fleets ?? [];
  if (sources === undefined || others.length > 0) return {};
  const settings = parameterKeys.flatMap((key) => {
    const setting = settingOf(key, sources);
    return setting === undefined ? [] : [[key, toText(setting.value as JsonValue)] as const];
  });
  return Object.fromEntries(settings);
}

/** Whether a configuration file has the form for several fleets, even if it describes only one. */
export const hasSeveralFleets = (text: string): boolean => fileOf(text)?.several ?? false;

function fileOf(text: string): FleetFile | undefined {
  try {
    return readFleetFile(parseJsonText(text), '');
  } catch (error) {
    if (error instanceof JsonTextError) return undefined;
    throw error;
  }
}
