import { parseArgs } from 'node:util';

/** The arguments of `npm test`. */
export type TestRequest =
  | { readonly kind: 'run'; readonly nxOptions: readonly string[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

export const TEST_HELP = `npm test -- [options]

Runs every suite of the workspace and prints one summary: first the unit tests (Nx target test), then the end-to-end
tests (e2e), which deploy fleets into the sandbox on this machine and take some minutes. No suite needs AWS. A suite whose
inputs have not changed does not run again: Nx takes its result from the cache.

Options:
  -p, --projects <names>  only these projects, separated by commas, e.g. fleet,config
      --exclude <names>   all projects except these
      --skip-nx-cache     run suites even if their inputs have not changed
      --parallel <count>  suites to run at the same time (default 3)
      --verbose           show everything that the tests print
  -h, --help              show this help

One project, or one target of it: npx nx run fleet:test, npx nx run sandbox:e2e.
Exit codes: 0 all passed, 1 a test or a suite failed, 2 wrong usage.`;

const OPTIONS = {
  projects: { type: 'string', short: 'p' },
  exclude: { type: 'string' },
  'skip-nx-cache': { type: 'boolean' },
  parallel: { type: 'string' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments of `npm test`; `projects` are the names of all projects. */
export function readTestArguments(args: readonly string[], projects: readonly string[]): TestRequest {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
  if (values.help) return { kind: 'help' };
  const named = [values.projects, values.exclude].flatMap((names) => names?.split(',') ?? []);
  const unknown = named.find((name) => !projects.includes(name));
  if (unknown !== undefined) {
    return { kind: 'wrong', problem: `There is no project '${unknown}'. There are: ${projects.join(', ')}.` };
  }
  if (values.parallel !== undefined && !/^[1-9]\d*$/.test(values.parallel)) {
    return { kind: 'wrong', problem: `--parallel: '${values.parallel}' is not a whole number from 1.` };
  }
  const nxOptions = Object.entries(values).map(([name, value]) =>
    value === true ? `--${name}` : `--${name}=${value}`,
  );
  return { kind: 'run', nxOptions };
}

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS }).values;
