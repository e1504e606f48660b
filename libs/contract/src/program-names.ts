/** The names of the npm package's program: two, because the first is that of the package, which npx needs, and the second is shorter. */
export const PROGRAM_NAMES = ['agent-aws-stack', 'fleet'] as const;
