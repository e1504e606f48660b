import type { Identity } from '../../aws/identity.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { TokenTarget } from './token-target.ts';

/** `put` only creates a parameter; `rotate` only replaces the value of one that exists. */
export type WriteMode = 'put' | 'rotate';

/** A token that is stored in SSM. */
export interface WrittenToken {
  readonly target: TokenTarget;
  readonly version: number;
  /** Undefined for the AWS managed key, alias/aws/ssm. */
  readonly kmsKey: string | undefined;
  readonly identity: Pick<Identity, 'account' | 'region'>;
}

/** Says where the token is stored, and the next steps. @param tried - whether Semaphore has accepted the token */
export function renderStored(
  mode: WriteMode,
  { tried, ...token }: WrittenToken & { readonly tried: boolean },
  fullCommand: FullCommand,
): string {
  const { target } = token;
  const steps =
    mode === 'put' ? nextOfPut(target, tried, fullCommand) : nextOfRotation(target, tried, fullCommand);
  return [
    `${target.parameterName} is stored as version ${token.version}, in ${accountOf(token)}.`,
    ...steps,
  ].join('\n');
}

/** What `--if-absent` prints for a parameter that exists. */
export const renderPresent = (token: WrittenToken, fullCommand: FullCommand): string =>
  [
    `${token.target.parameterName} already exists, as version ${token.version}, in ${accountOf(token)}; nothing was changed.`,
    `To check whether Semaphore accepts its token: ${checkOf(token.target.endpoint, fullCommand)}`,
  ].join('\n');

/** The result in the JSON output. @param stored - whether this run stored the token */
export function resultOf(
  { target, version, kmsKey, identity }: WrittenToken,
  { stored }: { stored: boolean },
): object {
  const { parameterName: parameter, fleets } = target;
  const { account, region } = identity;
  return { parameter, version, kmsKey: kmsKey ?? 'alias/aws/ssm', fleets, stored, account, region };
}

const accountOf = ({ identity }: WrittenToken): string =>
  `account ${identity.account}, region ${identity.region}`;

function nextOfPut(
  { parameterName, fleets, endpoint }: TokenTarget,
  tried: boolean,
  fullCommand: FullCommand,
) {
  return [
    ...(tried
      ? []
      : [`The token has not been tried against Semaphore. To try it: ${checkOf(endpoint, fullCommand)}`]),
    fleets.length === 0
      ? `Next: set SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME to ${parameterName} in the configuration`
      : `Next: ${fullCommand('plan')}`,
  ];
}

/**
 * An agent type has one token: resetting it ends the old one at once (ResetToken in self_hosted_hub/pkg/models/agent_type.go), so
 * there is nothing to revoke afterwards.
 */
function nextOfRotation({ endpoint }: TokenTarget, tried: boolean, fullCommand: FullCommand) {
  return [
    'The scaler uses the new token within a minute; instances read it when they boot.',
    ...(tried
      ? []
      : ['The new token has not been tried against Semaphore. If it is wrong, no new agent can register.']),
    `Next: ${checkOf(endpoint, fullCommand)}`,
  ];
}

const checkOf = (endpoint: string | undefined, fullCommand: FullCommand): string =>
  fullCommand(endpoint === undefined ? 'token check --endpoint ORGANIZATION.semaphoreci.com' : 'token check');
