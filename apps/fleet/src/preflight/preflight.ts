import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import type { TypedOptions } from '../cli/paste.ts';
import type { Environment } from '@agent-aws-stack/config';
import type { Shell } from '../cli/shell.ts';
import type { Lack } from './lack.ts';
import { lacksOf } from './look.ts';
import { tellWhere } from '../aws/where.ts';

/** Where fleets are about to be deployed, and what is missing there. */
export interface Preflight {
  readonly account: string;
  readonly region: string;
  readonly lacks: readonly Lack[];
}

/**
 * Says where the fleets go to, then looks for what they need there; changes nothing.
 * @throws AwsError when nobody knows who asks
 */
export async function preflight(
  fleets: readonly FleetConfig[],
  typed: TypedOptions,
  shell: Shell,
): Promise<Preflight> {
  const aws = awsClients(shell.env);
  const identity = await tellWhere(aws, shell);
  const { account, region } = identity;
  const lacks = otherAccount(identity, shell.env) ?? (await lacksOf(aws, fleets, { identity, typed }));
  return { account, region, lacks };
}

/** The CDK takes roles of the account that is named; what is there cannot be seen from here. */
function otherAccount({ account }: Identity, env: Environment): readonly Lack[] | undefined {
  const target = env['CDK_DEPLOY_ACCOUNT'] || account;
  if (target === account) return undefined;
  const problem = `CDK_DEPLOY_ACCOUNT is ${target}: whether it is bootstrapped and has the token was not looked for`;
  return [{ problem, remedy: 'Take credentials of that account to have it looked at', certain: false }];
}
