import { AwsError } from '@agent-aws-stack/aws-clients';
import { awsClients } from '../../aws/clients.ts';
import type { ChangeOptions } from '../../cli/common-options.ts';
import { confirm } from '../../cli/confirm.ts';
import { UsageError, UserError } from '../../cli/errors.ts';
import { fullCommandWith, type FullCommand } from '../../cli/full-command.ts';
import { printIdentity } from '../../aws/print-identity.ts';
import type { Shell } from '../../cli/shell.ts';
import { renderPresent, renderStored, resultOf, type WriteMode } from './render-token.ts';
import { readToken } from './read-token.ts';
import { findStoredToken, type StoredToken } from '../../observe/stored-token.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { storeToken } from './store-token.ts';
import { isTokenRefused } from './token-remedy.ts';
import { onlyTokenTarget, type TargetOptions, type TokenTarget } from './token-target.ts';

export interface WriteOptions extends TargetOptions, ChangeOptions {
  /** Whether to try the token against Semaphore before it is stored. */
  readonly check: boolean;
  /** Whether `put` succeeds without a change if the parameter exists as a SecureString. */
  readonly ifAbsent?: boolean;
}

/**
 * Stores a token; unless `check` is false, only if Semaphore accepts it. Changes nothing if it throws.
 * @throws UserError, UsageError, AwsError, SemaphoreError, DeclinedError, CancelledError
 */
export async function writeToken(mode: WriteMode, options: WriteOptions, shell: Shell): Promise<void> {
  const target = onlyTokenTarget(options, shell);
  const aws = awsClients(shell.env);
  const { ssm } = aws;
  const fullCommand = fullCommandWith(options);
  const identity = await printIdentity(aws, shell);
  const { parameterName: name, endpoint } = target;
  const stored = await findStoredToken(ssm, name);
  const printPresent = ({ version, kmsKey }: StoredToken): void => {
    const token = { target, version, kmsKey, identity };
    shell.report({ result: resultOf(token, { stored: false }) });
    if (!options.json) shell.out(renderPresent(token, fullCommand));
  };
  if (options.ifAbsent && stored?.type === 'SecureString') return printPresent(stored);
  refuse(mode, name, stored, fullCommand);
  if (options.check && endpoint === undefined) {
    const remedy =
      'Name the host (acme.semaphoreci.com), or pass --no-check to store the token without trying it';
    throw new UsageError('--endpoint', 'not given, and nothing else names the Semaphore host', remedy);
  }
  const token = await readToken(target, shell);
  if (options.check && endpoint !== undefined)
    await tryToken(endpoint, token, { typed: options, again: fullCommand(`token ${mode}`) });

  // Without a key, SSM would use alias/aws/ssm, even if the previous value was encrypted with another key.
  const kmsKey = target.kmsKey ?? stored?.kmsKey;
  shell.err(describe(mode, target, kmsKey, stored));
  await confirm(shell, mode === 'put' ? 'Store it?' : 'Replace it?', options.yes);
  try {
    const version = await storeToken(ssm, { name, token, kmsKey, overwrite: mode === 'rotate' });
    const written = { target, version, kmsKey, identity };
    shell.report({ result: resultOf(written, { stored: true }) });
    if (!options.json) shell.out(renderStored(mode, { ...written, tried: options.check }, fullCommand));
  } catch (error) {
    const existsNow = error instanceof AwsError && error.code === 'ParameterAlreadyExists';
    const present = options.ifAbsent && existsNow ? await findStoredToken(ssm, name) : undefined;
    if (present === undefined) throw error;
    printPresent(present);
  }
}

/** @throws UserError if Semaphore does not know the token, SemaphoreError if it does not answer */
async function tryToken(
  endpoint: string,
  token: string,
  { typed, again }: { readonly typed: TargetOptions; readonly again: string },
): Promise<void> {
  try {
    await askEndpoint(endpoint, token, typed);
  } catch (error) {
    if (!isTokenRefused(error)) throw error;
    const address = typed.endpoint === undefined ? 'the organization' : '--endpoint';
    const remedy = `Semaphore does not know this token at this address, or the organization does not allow requests from this machine's IP address. Check ${address} and the allowed addresses, or reset the agent type's token there and store the new one: ${again}`;
    throw new UserError('token', `${error.message}; nothing was stored`, remedy, { cause: error });
  }
}

/** @throws UserError if the parameter must not be written in this mode */
function refuse(
  mode: WriteMode,
  name: string,
  stored: StoredToken | undefined,
  fullCommand: FullCommand,
): void {
  const key = `parameter ${name}`;
  if (stored === undefined) {
    if (mode === 'put') return;
    throw new UserError(
      key,
      'does not exist, so there is nothing to replace',
      `Store the first one: ${fullCommand('token put')}`,
    );
  }
  if (stored.type !== 'SecureString') {
    throw new UserError(
      key,
      `exists as a ${stored.type}, which cannot become a SecureString`,
      `Delete it, then store the token: ${fullCommand('token put')}`,
    );
  }
  if (mode === 'put') {
    const when = stored.changedAt === undefined ? '' : `, changed ${stored.changedAt.toISOString()}`;
    throw new UserError(
      key,
      `already exists (version ${stored.version}${when}); nothing was changed`,
      `To replace its value: ${fullCommand('token rotate')}`,
    );
  }
}

function describe(
  mode: WriteMode,
  { parameterName, fleets, endpoint }: TokenTarget,
  kmsKey: string | undefined,
  stored: StoredToken | undefined,
): string {
  return [
    mode === 'put'
      ? `Creates the SecureString ${parameterName}`
      : `Replaces version ${stored?.version} of the SecureString ${parameterName}`,
    `  key:    ${kmsKey ?? 'alias/aws/ssm'}`,
    ...(fleets.length === 0 ? [] : [`  fleets: ${fleets.join(', ')}`]),
    ...(endpoint === undefined ? [] : [`  for:    ${endpoint}`]),
  ].join('\n');
}
