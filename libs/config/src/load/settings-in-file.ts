import { toText } from '../parameters/text-form.ts';
import type { JsonValue } from '../parameters/parameter.ts';
import { parameterKeys } from '../parameters/index.ts';
import type { Environment } from '../sources/environment.ts';
import { readFleetFile } from '../sources/file.ts';
import { JsonTextError, parseJsonText } from '../sources/json-text.ts';
import { settingOf } from '../sources/source.ts';

/** The values in a configuration file, as text and unchecked. Empty if it describes several fleets or is not JSON. */
export function settingsInFile(text: string): Environment {
  const [sources, ...others] = fleetsIn(text);
  if (sources === undefined || others.length > 0) return {};
  const settings = parameterKeys.flatMap((key) => {
    const setting = settingOf(key, sources);
    return setting === undefined ? [] : [[key, toText(setting.value as JsonValue)] as const];
  });
  return Object.fromEntries(settings);
}

function fleetsIn(text: string) {
  try {
    return readFleetFile(parseJsonText(text), '').fleets;
  } catch (error) {
    if (error instanceof JsonTextError) return [];
    throw error;
  }
}
