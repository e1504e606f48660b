import { awsClients } from '../aws/clients.ts';
import type { ChangeOptions } from '../cli/common-options.ts';
import { confirm } from '../cli/confirm.ts';
import { UserError } from '../cli/errors.ts';
import { tellWhere } from '../preflight/where.ts';
import type { Shell } from '../shell/shell.ts';
import { askSemaphore } from './ask-semaphore.ts';
import { readToken } from './read-token.ts';
import { findStoredToken, storeToken, type StoredToken } from './stored-token.ts';
import { onlyTokenTarget, type TargetOptions, type TokenTarget } from './token-target.ts';

export interface WriteOptions extends TargetOptions, ChangeOptions {
  /** Whether Semaphore is asked with the token before it is stored. */
  readonly check: boolean;
}

/** `put` makes a parameter, `rotate` replaces what one holds; neither does the other's work. */
export type WriteMode = 'put' | 'rotate';

/** Stores a token that Semaphore knows. @throws UserError, UsageError, AwsError, SemaphoreError: nothing was changed */
export async function writeToken(mode: WriteMode, options: WriteOptions, shell: Shell): Promise<void> {
  const target = onlyTokenTarget(options, shell);
  const aws = awsClients();
  const { ssm } = aws;
  await tellWhere(aws, shell);
  const { parameterName: name } = target;
  const stored = await findStoredToken(ssm, name);
  refuse(mode, name, stored);
  const token = await readToken(shell);
  if (options.check && target.endpoint !== undefined) await askSemaphore(target.endpoint, token);

  // Without a key SSM would take the account's own, whatever the value was encrypted with before.
  const kmsKey = target.kmsKey ?? stored?.kmsKey;
  shell.err(describe(mode, target, kmsKey, stored));
  await confirm(shell, mode === 'put' ? 'Store it?' : 'Replace it?', options.yes);
  const version = await storeToken(ssm, { name, token, kmsKey, overwrite: mode === 'rotate' });
  const told = { parameter: name, version, kmsKey: kmsKey ?? 'alias/aws/ssm', fleets: target.fleets };
  shell.out(options.json ? JSON.stringify(told, undefined, 2) : `${name} has version ${version}.`);
  if (mode === 'rotate' && !options.json) {
    shell.out(
      'The scaler takes it within a minute, instances when they start. Now revoke the old one in Semaphore.',
    );
  }
}

function refuse(mode: WriteMode, name: string, stored: StoredToken | undefined): void {
  const key = `parameter ${name}`;
  if (stored === undefined) {
    if (mode === 'put') return;
    throw new UserError(
      key,
      'is not there, so there is nothing to replace',
      'Store the first one: fleet token put',
    );
  }
  if (stored.type !== 'SecureString') {
    throw new UserError(
      key,
      `is there as ${stored.type}, which cannot become a SecureString`,
      'Delete it first',
    );
  }
  if (mode === 'put') {
    const when = stored.changedAt === undefined ? '' : `, changed ${stored.changedAt.toISOString()}`;
    throw new UserError(
      key,
      `is there already (version ${stored.version}${when}); nothing was changed`,
      'To replace its value: fleet token rotate',
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
      ? `Makes the SecureString ${parameterName}`
      : `Replaces version ${stored?.version} of the SecureString ${parameterName}`,
    `  key:    ${kmsKey ?? 'alias/aws/ssm'}`,
    ...(fleets.length === 0 ? [] : [`  fleets: ${fleets.join(', ')}`]),
    ...(endpoint === undefined ? [] : [`  for:    ${endpoint}`]),
  ].join('\n');
}
