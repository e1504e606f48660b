/** The actions that a policy document allows, as written in the document: `service:Action`, possibly with `*`. */
export function allowedActions(document: unknown): string[] {
  const statements = listOf((document as { Statement?: unknown }).Statement) as {
    Effect?: string;
    Action?: unknown;
  }[];
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => listOf(Action).map(String));
}

/** The granted actions that no call used. Ignores case, as IAM does. */
export function unusedActions(granted: readonly string[], used: Iterable<string>): string[] {
  const calls = [...used].map((action) => action.toLowerCase());
  return [...new Set(granted)].filter((action) => {
    const pattern = new RegExp(`^${action.toLowerCase().split('*').map(escape).join('.*')}$`);
    return !calls.some((call) => pattern.test(call));
  });
}

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
