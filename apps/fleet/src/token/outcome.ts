import type { Identity } from '../aws/identity.ts';
import type { Paste } from '../cli/paste.ts';
import type { TokenTarget } from './token-target.ts';
import type { WriteMode } from './write-token.ts';

/** A token that was stored: where, and as which version of its parameter. */
export interface Stored {
  readonly target: TokenTarget;
  readonly version: number;
  readonly identity: Pick<Identity, 'account' | 'region'>;
}

/** Where the token is now, and what comes next. */
export function renderStored(mode: WriteMode, { target, version, identity }: Stored, paste: Paste): string {
  const { parameterName: name, fleets } = target;
  const place = `account ${identity.account}, region ${identity.region}`;
  return [`${name} has version ${version}, in ${place}.`, ...nextSteps(mode, name, fleets, paste)].join('\n');
}

function nextSteps(
  mode: WriteMode,
  name: string,
  fleets: readonly string[],
  paste: Paste,
): readonly string[] {
  if (mode === 'rotate') {
    return [
      'The scaler takes it within a minute, instances when they start. Now revoke the old one in Semaphore.',
      `Next: ${paste('token check')}`,
    ];
  }
  return fleets.length === 0
    ? [`Next: name it in the configuration, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: ${name}`]
    : [`Next: ${paste('plan')}`];
}
