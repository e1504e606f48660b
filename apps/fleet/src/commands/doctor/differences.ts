/** A sentence about each key whose deployed value differs from the configured one. */
export function differences<Values extends object>(deployed: Values, configured: Values): readonly string[] {
  const keys = new Set([...Object.keys(deployed), ...Object.keys(configured)]) as Set<keyof Values & string>;
  return [...keys].flatMap((key) => difference(key, deployed[key], configured[key]) ?? []);
}

function difference(key: string, deployed: unknown, configured: unknown): string | undefined {
  if (Array.isArray(deployed) && Array.isArray(configured)) {
    const names = changedNames(deployed, configured);
    return names.length === 0 ? undefined : `${key} differs from your configuration in ${names.join(', ')}`;
  }
  if (deployed === configured) return undefined;
  return `${key} is ${shown(deployed)}, but ${shown(configured)} in your configuration`;
}

const shown = (value: unknown): string => (value === undefined ? 'missing' : String(value));

/** The names of the changed variables, without their values, which may be secrets. */
function changedNames(deployed: readonly string[], configured: readonly string[]): readonly string[] {
  const once = [...deployed, ...configured].filter(
    (variable) => deployed.includes(variable) !== configured.includes(variable),
  );
  return [...new Set(once.map((variable) => variable.split('=')[0] ?? ''))];
}
