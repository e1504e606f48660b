/** The output of pip without a line for each retry. */
export const withoutRetries = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.startsWith('WARNING: Retrying'))
    .join('\n');
