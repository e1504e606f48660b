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

/** An error though all is well again: until now no Linux or macOS instance could start, and somebody deleted it. */
const DELETED_PARAMETER_RESTORED = 'The parameter of the host keys had been deleted; it is written again';

/**
 * Runs once, whatever the event: a day has passed, or a deployment may have put an older list into the parameter.
 * @throws what went wrong, after it is logged, so that Lambda counts it and tries again.
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
    logger.error('Host keys not updated', { error });
    throw error;
  }
}
