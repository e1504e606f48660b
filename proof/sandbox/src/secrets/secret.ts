/** A value that must not be printed, or stored anywhere except where it belongs. */
export interface Secret {
  /** What it is, e.g. `the registration token`. */
  readonly name: string;
  readonly value: string;
}

/** The names of the secrets that a text contains: as they are, encoded for a URL, or in Base64 at any position. */
export function secretsIn(text: string, secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ value }) => formsOf(value).some((form) => text.includes(form)))
    .map(({ name }) => name);
}

const known = new Map<string, readonly string[]>();

function formsOf(value: string): readonly string[] {
  const forms = known.get(value) ?? [...new Set([value, encodeURIComponent(value), ...inBase64(value)])];
  known.set(value, forms);
  return forms;
}

/** The part of a text's Base64 that does not depend on what precedes or follows the text, for each of the three alignments. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + text)
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters also encode what precedes the text, and the last one what follows it.
    return encoded.slice(before === 0 ? 0 : before + 1, -1);
  });
}
