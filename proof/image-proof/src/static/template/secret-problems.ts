import type { Template } from './template.ts';

const SECRET_NAME = /password|secret|token|access_key|private_key|credential/i;
/** Metadata tokens are a setting, not a secret. */
const HARMLESS_NAME = /^(http_tokens|pause_before_.*)$/;
const SECRET_VALUE = /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Secrets that stand in a template; one that is asked of a variable without a default is none. */
export function secretProblems(template: Template): readonly string[] {
  const problems: string[] = [];
  visit([], template, (path, text) => {
    const name = path.findLast((part) => !/^\d+$/.test(part) && part !== 'default') ?? '';
    const named = SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) && !/^\$\{var\.\w+\}$/.test(text);
    if (text !== '' && (named || SECRET_VALUE.test(text)))
      problems.push(`${path.join('.')} has a secret in it`);
  });
  return problems;
}

function visit(
  path: readonly string[],
  value: unknown,
  each: (path: readonly string[], text: string) => void,
): void {
  if (typeof value === 'string') return each(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    // What a variable's description says is for people.
    if (key !== 'description') visit([...path, key], child, each);
  }
}
