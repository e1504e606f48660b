import { parseArgs } from 'node:util';
import { UserError } from '../user-error.ts';

export interface BootstrapArguments {
  /** Account and region from `aws://<account>/<region>`. @default - those of the credentials in use */
  readonly target: { readonly account: string; readonly region: string } | undefined;
  /** Arguments that choose the credentials: they hold for the policy as for the bootstrap. */
  readonly credentials: readonly string[];
  /** The rest, for `cdk bootstrap`. */
  readonly others: readonly string[];
  /** Whether the caller brings policies of his own. */
  readonly bringsPolicies: boolean;
}

const ENVIRONMENT = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/;

/** @throws UserError for more than one environment, or one that names no account and region */
export function parseBootstrapArguments(args: readonly string[]): BootstrapArguments {
  const environments = args.filter((arg) => arg.startsWith('aws://'));
  if (environments.length > 1) {
    throw new UserError(`${environments.join(' ')}: name one environment at a time`);
  }
  const [environment] = environments;
  const match = environment === undefined ? undefined : ENVIRONMENT.exec(environment);
  if (match === null) {
    throw new UserError(
      `${environment}: an environment is written aws://<12 digits of the account>/<region>`,
    );
  }
  const { tokens } = parseArgs({
    args: args.filter((arg) => arg !== environment),
    options: { profile: { type: 'string' }, 'cloudformation-execution-policies': { type: 'string' } },
    strict: false,
    tokens: true,
  });
  const profile = tokens.findLast((token) => token.kind === 'option' && token.name === 'profile');
  const profileName = profile?.kind === 'option' ? profile.value : undefined;
  return {
    target: match ? { account: match[1] ?? '', region: match[2] ?? '' } : undefined,
    credentials: profileName === undefined ? [] : ['--profile', profileName],
    others: args.filter((arg) => arg !== environment),
    bringsPolicies: tokens.some(
      (token) => token.kind === 'option' && token.name === 'cloudformation-execution-policies',
    ),
  };
}
