import type { AwsClients } from '../aws/clients.ts';
import { whoAmI } from '../aws/identity.ts';
import { UserError } from '../cli/errors.ts';

/** Whose credentials are in use. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

/** Looks up the caller. @throws AwsError, UsageError, as `whoAmI` does */
export async function callerOf(aws: AwsClients): Promise<Caller> {
  const { account, arn } = await whoAmI(aws);
  return { account, arn };
}

/** The region in use. @throws UserError if the SDK finds none */
export async function regionOf({ sts }: AwsClients): Promise<string> {
  try {
    return await sts.config.region();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new UserError('AWS_REGION', problem, 'Name a region: --region eu-west-1');
  }
}
