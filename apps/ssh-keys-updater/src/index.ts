import { Logger } from '@aws-lambda-powertools/logger';
import { ParameterNotFoundError } from '@agent-aws-stack/aws-clients';
import { ParameterStore, ssmClient } from '@agent-aws-stack/aws-clients/ssm';
import { fetchHostKeys } from '@agent-aws-stack/github-keys';
import { handle } from './handler.ts';

/** Longer than the timeout during synthesis, because no user waits for this function. */
const FETCH_TIMEOUT_MS = 10_000;

/** Writes GitHub's SSH host keys to the SSM parameter whose name is in SSM_PARAMETER. */
export async function handler(): Promise<void> {
  const store = new ParameterStore(ssmClient());
  await handle({
    environment: process.env,
    logger: new Logger({ serviceName: 'ssh-keys-updater' }),
    fetchKeys: () => fetchHostKeys({ timeoutMs: FETCH_TIMEOUT_MS }),
    parameterNamed: (name) => ({
      read: () => readIfExists(store, name),
      write: async (value) => void (await store.putString(name, value)),
    }),
  });
}

async function readIfExists(store: ParameterStore, name: string): Promise<string | undefined> {
  try {
    return await store.getString(name);
  } catch (error) {
    if (error instanceof ParameterNotFoundError) return undefined;
    throw error;
  }
}
