import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import { bootstrapCommand, configuredQualifier } from '../bootstrap/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../bootstrap/required-version.ts';
import { pasteForFleet, pasteOf, type Paste, type TypedOptions } from '../cli/paste.ts';
import { bootstrapVersionOf } from '../doctor/gather/account.ts';
import { settle } from '../doctor/gather/settle.ts';
import { findStoredToken } from '../token/stored-token.ts';
import type { Lack } from './lack.ts';

/** Where fleets go to, and what is typed to get there. */
export interface Destination {
  readonly identity: Identity;
  readonly typed: TypedOptions;
}

/** What is missing for these fleets, in the order in which it has to be put right. A refusal to tell is told too. */
export async function lacksOf(
  aws: Pick<AwsClients, 'ssm'>,
  fleets: readonly FleetConfig[],
  { identity, typed }: Destination,
): Promise<readonly Lack[]> {
  const names = new Set(fleets.map(({ token }) => token.parameterName));
  const looked = await Promise.all([
    orUncertain(bootstrapLack(aws, identity, pasteOf(typed))),
    ...[...names].map((name) => {
      const readers = fleets.filter(({ token }) => token.parameterName === name);
      const stackNames = readers.map(({ stackName }) => stackName);
      const paste = pasteForFleet(typed, stackNames[0] ?? '', fleets.length);
      return orUncertain(tokenLack(aws, name, stackNames, paste));
    }),
  ]);
  return looked.flatMap((lack) => lack ?? []);
}

async function bootstrapLack(
  aws: Pick<AwsClients, 'ssm'>,
  { account, region }: Identity,
  paste: Paste,
): Promise<Lack | undefined> {
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  if (version !== undefined && version >= REQUIRED_BOOTSTRAP_VERSION) return undefined;
  const found =
    version === undefined
      ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
      : `has a bootstrap of version ${version}, and ${REQUIRED_BOOTSTRAP_VERSION} is the least`;
  return {
    problem: `account ${account}, region ${region} ${found}`,
    remedy: `As an administrator, once: ${paste(bootstrapCommand(qualifier))}`,
    certain: true,
  };
}

async function tokenLack(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
  stackNames: readonly string[],
  paste: Paste,
): Promise<Lack | undefined> {
  if ((await findStoredToken(ssm, name)) !== undefined) return undefined;
  return {
    problem: `there is no parameter ${name}: without its token no agent of ${stackNames.join(', ')} registers`,
    remedy: `Store the agent type's token: ${paste('token put')}`,
    certain: true,
  };
}

async function orUncertain(looking: Promise<Lack | undefined>): Promise<Lack | undefined> {
  const fact = await settle(looking);
  return fact.known
    ? fact.value
    : { problem: `not looked for: ${fact.why}`, remedy: fact.remedy, certain: false };
}
