import type { Logger } from '@aws-lambda-powertools/logger';
import type { HostKeys } from '@agent-aws-stack/github-keys';
import { sshKeysParameterName } from './environment.ts';
import { updateHostKeys, type HostKeysParameter } from './update-host-keys.ts';

export interface Dependencies {
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  readonly fetchKeys: () => Promise<HostKeys>;
  readonly parameterNamed: (name: string) => HostKeysParameter;
}

/** Logged as an error, although the parameter is restored: while it was missing, no new instance could start its agent. */
const DELETED_PARAMETER_RESTORED = 'The host keys parameter was deleted; created it again';

/**
 * Updates the parameter once. The event does not matter: EventBridge starts the function once a day, and after a deployment,
 * which may have written an older list.
 * @throws every error, after logging it, so that Lambda counts it and retries
 */
export async function handle({
  environment,
  logger,
  fetchKeys,
  parameterNamed,
}: Dependencies): Promise<void> {
  try {
    const parameter = sshKeysParameterName(environment);
    const { outcome, keys } = await updateHostKeys(fetchKeys, parameterNamed(parameter));
    const types = keys.map((key) => key.split(' ')[0]);
    if (outcome === 'restored') logger.error(DELETED_PARAMETER_RESTORED, { parameter, types });
    else
      logger.info(outcome === 'written' ? 'Host keys written' : 'Host keys unchanged', { parameter, types });
  } catch (error) {
    logger.error('Could not update the host keys', { error });
    throw error;
  }
}
