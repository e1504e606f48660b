import { AccessDeniedError, AwsError } from '@agent-aws-stack/aws-clients';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { lookUpImage } from './look-up-image.ts';
import { lookUpVpc } from './look-up-vpc.ts';
import type { ContextQuery } from './context-queries.ts';
import { NothingFoundError } from './nothing-found.ts';

/** EC2 clients for lookups in the account of the fleets. */
export interface LookupAccess {
  readonly account: string;
  /** A client with the credentials in use; undefined if they belong to another account. */
  readonly own: EC2Client | undefined;
  /** Creates a client with the lookup role of the account's bootstrap. @throws AwsError */
  readonly withLookupRole: () => Promise<EC2Client>;
}

/** The context value with which the CDK marks a failed lookup. The CDK app reports the failure with a remedy. */
export interface FailedLookup {
  readonly $providerError: string;
}

/** Makes lookups in parallel. Returns what each found, or a FailedLookup, by the key of its query. */
export async function lookUpAll(
  queries: readonly ContextQuery[],
  access: LookupAccess,
): Promise<Readonly<Record<string, unknown>>> {
  const results = await Promise.all(queries.map((query) => orFailure(lookUp(query, access))));
  return Object.fromEntries(queries.map(({ key }, index) => [key, results[index]]));
}

export const isFailed = (value: unknown): value is FailedLookup =>
  typeof value === 'object' && value !== null && '$providerError' in value;

async function lookUp(query: ContextQuery, { account, own, withLookupRole }: LookupAccess): Promise<unknown> {
  const run = (ec2: EC2Client): Promise<unknown> =>
    query.kind === 'vpc' ? lookUpVpc(ec2, query.vpcId) : lookUpImage(ec2, query.name, account);
  if (own === undefined) return await run(await withLookupRole());
  try {
    return await run(own);
  } catch (error) {
    if (!(error instanceof AccessDeniedError)) throw error;
    // Some deployers are allowed only to assume the bootstrap's roles. If assuming the role fails too, the first error is more useful.
    const client = await withLookupRole().catch(() => undefined);
    if (client === undefined) throw error;
    return await run(client);
  }
}

async function orFailure(looking: Promise<unknown>): Promise<unknown> {
  try {
    return await looking;
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof NothingFoundError)) throw error;
    return { $providerError: error.message } satisfies FailedLookup;
  }
}
