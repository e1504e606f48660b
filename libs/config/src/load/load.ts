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
import { sharedTokens } from '../cautions/shared-tokens.ts';
import { mergeProblems } from '../problems/merge-problems.ts';
import { tellNearMissesOnce } from '../problems/near-misses.ts';

export interface LoadInput {
  readonly env: Environment;
  /** Gives a file's text. @throws for a file that cannot be read */
  readonly readFile: (path: string) => string;
  /** The command-line option that named the file, e.g. `--config`. @default - the environment did, by itself */
  readonly fileOption?: string | undefined;
}

export interface LoadedFleets {
  /** In the file's order, at least one. */
  readonly fleets: readonly FleetConfig[];
  /** Of every fleet; describeCaution makes a line of each. */
  readonly cautions: readonly Caution[];
}

/**
 * The fleets that the environment and the JSON file named there describe.
 * @throws ConfigurationError with every problem of every fleet
 */
export function loadFleets(input: LoadInput): LoadedFleets {
  const { env } = input;
  const environment = fromEnvironment(env);
  const file = configurationFile(input);
  const ofRegion = regionRules(env);
  const resolved = file.fleets.flatMap((sources, index) =>
    sources === undefined
      ? []
      : [resolveFleet([environment, ...sources], file.several ? index : undefined, ofRegion)],
  );
  const fleets = resolved.flatMap(({ fleet }) => fleet ?? []);
  const told = tellNearMissesOnce(
    mistypedVariables(env),
    file.problems,
    resolved.flatMap((each) => each.problems),
  );
  const hints = [...told.cautions.map(describeCaution), ...unnamedFile(file, told.problems)];
  const namedAlike = file.several ? stackNameInEnvironment(env) : [];
  const problems = [
    ...accountProblems(env),
    ...file.problems,
    ...namedAlike,
    ...mergeProblems(told.problems),
    ...(namedAlike.length > 0 ? [] : clashingNames(fleets)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems, hints);
  const ofFleets = resolved.flatMap((each) => each.cautions);
  return { fleets, cautions: [...told.cautions, ...ofFleets, ...sharedTokens(fleets)] };
}

const ENVIRONMENT_ONLY: FleetFile = { several: false, fleets: [[]], problems: [] };

/** In a new terminal the variable that names the file is soon forgotten. */
function unnamedFile(file: FleetFile, problems: readonly Problem[]): readonly string[] {
  const isForgotten =
    file === ENVIRONMENT_ONLY && problems.some(({ key }) => key === 'SEMAPHORE_AGENT_STACK_NAME');
  return isForgotten ? [`No file of parameters was read, as ${CONFIG_FILE_VARIABLE} names none.`] : [];
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
    return fail(
      `the path of a JSON file that can be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  try {
    return readFleetFile(parseJsonText(text), path);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return fail(`JSON; at line ${error.line}, column ${error.column}: ${error.message}`);
  }
}

function stackNameInEnvironment(env: Environment): readonly Problem[] {
  const key = 'SEMAPHORE_AGENT_STACK_NAME';
  if (env[key] === undefined) return [];
  const expected =
    'not to be set in the environment, where it would name all the fleets of the file alike: each is a stack of its own';
  return [
    { key, fleet: undefined, place: 'environment', given: show(env[key]), expected, suggestion: undefined },
  ];
}
