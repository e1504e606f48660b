import { accountProblems } from '../rules/deploy-account.ts';
import { describeCaution } from '../cautions/caution.ts';
import type { Caution } from '../cautions/caution.ts';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { clashingNames } from '../rules/fleet-names.ts';
import { ConfigurationError, show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import { resolveFleet } from './resolve-fleet.ts';
import { regionRules } from '../rules/region-rules.ts';
import { CONFIG_FILE_VARIABLE, fromEnvironment, mistypedVariables } from '../sources/environment.ts';
import type { Environment } from '../sources/environment.ts';
import { readFleetFile } from '../sources/file.ts';
import type { FleetFile } from '../sources/file.ts';
import { JsonTextError, parseJsonText } from '../sources/json-text.ts';
import { settingOf } from '../sources/source.ts';
import { sharedTokens } from '../cautions/shared-tokens.ts';
import { mergeProblems } from '../problems/merge-problems.ts';
import { reportNearMisses } from '../problems/near-misses.ts';

export interface LoadInput {
  readonly env: Environment;
  /** Returns a file's text. @throws if the file cannot be read */
  readonly readFile: (path: string) => string;
  /** The command-line option that named the file, e.g. `--config`. @default - the environment named it */
  readonly fileOption?: string | undefined;
}

export interface LoadedFleets {
  /** At least one, in the order of the file. */
  readonly fleets: readonly FleetConfig[];
  /** Cautions about all fleets. `describeCaution` turns one into a line to print. */
  readonly cautions: readonly Caution[];
}

/**
 * Loads the fleets that are described by the environment and by the JSON file named there.
 * @throws ConfigurationError with every problem of every fleet
 */
export function loadFleets(input: LoadInput): LoadedFleets {
  const { env } = input;
  const environment = fromEnvironment(env);
  const file = configurationFile(input);
  const extraRules = regionRules(env);
  const resolved = file.fleets.flatMap((sources, index) =>
    sources === undefined
      ? []
      : [resolveFleet([environment, ...sources], file.several ? index : undefined, extraRules)],
  );
  const fleets = resolved.flatMap(({ fleet }) => fleet ?? []);
  const placeOf = (wanted: FleetConfig, key: string): string | undefined => {
    const sources = file.fleets.filter((each) => each !== undefined);
    const index = resolved.findIndex(({ fleet }) => fleet === wanted);
    return settingOf(key, [environment, ...(sources[index] ?? [])])?.place;
  };
  const nearMisses = reportNearMisses(
    mistypedVariables(env),
    file.problems,
    resolved.flatMap((each) => each.problems),
  );
  const hints = [...nearMisses.cautions.map(describeCaution), ...missingFileHint(file, nearMisses.problems)];
  const nameProblems = file.several ? stackNameInEnvironment(env) : [];
  const problems = [
    ...accountProblems(env),
    ...file.problems,
    ...nameProblems,
    ...mergeProblems(nearMisses.problems),
    ...(nameProblems.length > 0 ? [] : clashingNames(fleets, placeOf)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems, hints);
  const fleetCautions = resolved.flatMap((each) => each.cautions);
  return { fleets, cautions: [...nearMisses.cautions, ...fleetCautions, ...sharedTokens(fleets)] };
}

const ENVIRONMENT_ONLY: FleetFile = { several: false, fleets: [[]], problems: [] };

/** A hint for users who forgot to set SEMAPHORE_AGENT_STACK_CONFIG in a new terminal. */
function missingFileHint(file: FleetFile, problems: readonly Problem[]): readonly string[] {
  const isLikely =
    file === ENVIRONMENT_ONLY && problems.some(({ key }) => key === 'SEMAPHORE_AGENT_STACK_NAME');
  return isLikely
    ? [
        `No configuration file was read. Name one with --config or ${CONFIG_FILE_VARIABLE}, or create one with "init".`,
      ]
    : [];
}

function configurationFile({ env, readFile, fileOption }: LoadInput): FleetFile {
  const path = env[CONFIG_FILE_VARIABLE]?.trim() ?? '';
  if (path === '') return ENVIRONMENT_ONLY;
  const fail = (expected: string): never => {
    const key = fileOption ?? CONFIG_FILE_VARIABLE;
    const place = fileOption === undefined ? 'environment' : 'command line';
    throw new ConfigurationError([
      { key, fleet: undefined, place, given: show(path), expected, suggestion: undefined },
    ]);
  };
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    return fail(readableFile(error));
  }
  const wrong = (expected: string, line: number): never => {
    const problem = { key: path, place: `${path}:${line}`, expected };
    throw new ConfigurationError([{ ...problem, fleet: undefined, given: undefined, suggestion: undefined }]);
  };
  if (text.trim() === '') wrong('a file with the parameters of a fleet; this one is empty', 1);
  try {
    return readFleetFile(parseJsonText(text), path);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return wrong(`valid JSON (line ${error.line}, column ${error.column}: ${error.message})`, error.line);
  }
}

/** What is expected of a file, given the error that reading it has thrown. Completes a sentence that begins with `expected`. */
export function readableFile(error: unknown): string {
  const { code, path, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  if (code === 'ENOENT') return `the path of an existing file; there is no ${path}`;
  if (code === 'EISDIR') return 'the path of a file; this is a folder';
  return `the path of a file that can be read (${message})`;
}

function stackNameInEnvironment(env: Environment): readonly Problem[] {
  const key = 'SEMAPHORE_AGENT_STACK_NAME';
  if (env[key] === undefined) return [];
  const expected =
    'not to be set in the environment, because it would give all fleets of the file the same stack name';
  return [
    { key, fleet: undefined, place: 'environment', given: show(env[key]), expected, suggestion: undefined },
  ];
}
