/** Both names of the npm package's program. The first is the package's name, which npx needs; the second is shorter. */
export const PROGRAM_NAMES = ['agent-aws-stack', 'fleet'] as const;
