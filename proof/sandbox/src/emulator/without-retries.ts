/** Removes pip's warnings about retries from its output. */
export const withoutRetries = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.startsWith('WARNING: Retrying'))
    .join('\n');
