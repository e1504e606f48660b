import { describeCaution } from '../cautions/caution.ts';
import { loadFleets } from '../load/load.ts';
import type { LoadedFleets } from '../load/load.ts';
import { ConfigurationError } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Environment } from '../sources/environment.ts';

/** Settings for the parameters whose defaults cause cautions. With these settings, a fleet has no such cautions. */
export const cautious = {
  SEMAPHORE_AGENT_OS: 'ubuntu-noble',
  SEMAPHORE_AGENT_SYSTEMS_MANAGER: 'restricted',
  SEMAPHORE_AGENT_LOG_STREAM_NAME: 'stack/instance',
  SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: 'true',
  SEMAPHORE_AGENT_JOB_ISOLATION: 'none',
} as const;

/** The minimal configuration of a fleet without cautions. */
export const minimalFleet = {
  SEMAPHORE_AGENT_STACK_NAME: 'linux-ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ORGANIZATION: 'acme',
  ...cautious,
} as const;

export type Attempt = Partial<LoadedFleets> & {
  readonly problems: readonly Problem[];
  readonly message: string;
  /** The cautions, as lines to print. */
  readonly warnings: readonly string[];
};

/** Loads fleets from an environment and, if `file` is given, from fleet.json. Returns the problems of a ConfigurationError; rethrows any other error. */
export function attempt(env: Environment, file?: unknown): Attempt {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  try {
    const named = file === undefined ? env : { ...env, SEMAPHORE_AGENT_STACK_CONFIG: 'fleet.json' };
    const loaded = loadFleets({ env: named, readFile: () => text });
    return { ...loaded, problems: [], message: '', warnings: loaded.cautions.map(describeCaution) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problems: error.problems, message: error.message, warnings: [] };
  }
}
