/** Makes a function that returns the ARNs of names in the partition aws. @param prefix what stands between `arn:aws:` and the name */
export const arns =
  (prefix: string) =>
  (names: readonly string[]): readonly string[] =>
    names.map((name) => `arn:aws:${prefix}${name}`);
