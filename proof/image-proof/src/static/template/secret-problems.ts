import type { Template } from './template.ts';

const SECRET_NAME = /password|secret|token|access_key|private_key|credential/i;
/** This setting is no secret, although its name contains `token`: it says whether the metadata service requires tokens. */
const HARMLESS_NAME = /^http_tokens$/;
const SECRET_VALUE = /\b(AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Finds secrets in a template. A reference to a variable is not a secret. */
export function secretProblems(template: Template): readonly string[] {
  const problems: string[] = [];
  visit([], template, (path, text) => {
    const name = path.findLast((part) => !/^\d+$/.test(part) && part !== 'default') ?? '';
    const hasSecretName =
      SECRET_NAME.test(name) && !HARMLESS_NAME.test(name) && !/^\$\{var\.\w+\}$/.test(text);
    if (text !== '' && (hasSecretName || SECRET_VALUE.test(text)))
      problems.push(`${path.join('.')} contains a secret`);
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
    // Descriptions may mention secrets.
    if (key !== 'description') visit([...path, key], child, each);
  }
}
