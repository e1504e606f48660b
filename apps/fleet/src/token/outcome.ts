import type { Identity } from '../aws/identity.ts';
import type { Paste } from '../cli/paste.ts';
import type { TokenTarget } from './token-target.ts';

/** `put` makes a parameter, `rotate` replaces what one holds; neither does the other's work. */
export type WriteMode = 'put' | 'rotate';

/** A token that was stored: where, and as which version of its parameter. */
export interface Stored {
  readonly target: TokenTarget;
  readonly version: number;
  /** Whether Semaphore was asked with it, and knows it. */
  readonly tried: boolean;
  readonly identity: Pick<Identity, 'account' | 'region'>;
}

/** Where the token is now, and what comes next. */
export function renderStored(
  mode: WriteMode,
  { target, version, tried, identity }: Stored,
  paste: Paste,
): string {
  const place = `account ${identity.account}, region ${identity.region}`;
  const steps = mode === 'put' ? nextOfPut(target, tried, paste) : nextOfRotation(target, tried, paste);
  return [`${target.parameterName} has version ${version}, in ${place}.`, ...steps].join('\n');
}

function nextOfPut({ parameterName, fleets, endpoint }: TokenTarget, tried: boolean, paste: Paste) {
  return [
    ...(tried ? [] : [`Semaphore was not asked whether it knows it: ${checkOf(endpoint, paste)}`]),
    fleets.length === 0
      ? `Next: name it in the configuration, SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: ${parameterName}`
      : `Next: ${paste('plan')}`,
  ];
}

/** Whoever revokes the old token before the new one is known to be good stops the fleet. */
function nextOfRotation({ endpoint }: TokenTarget, tried: boolean, paste: Paste) {
  return [
    'The scaler takes it within a minute, instances when they start.',
    tried
      ? 'Now revoke the old one in Semaphore.'
      : 'Semaphore was not asked whether it knows it: do not revoke the old one before.',
    `Next: ${checkOf(endpoint, paste)}`,
  ];
}

const checkOf = (endpoint: string | undefined, paste: Paste): string =>
  paste(endpoint === undefined ? 'token check --endpoint ORGANIZATION.semaphoreci.com' : 'token check');
