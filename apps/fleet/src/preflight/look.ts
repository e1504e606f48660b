import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../cdk/required-version.ts';
import { pasteForFleet, pasteOf, type Paste, type TypedOptions } from '../cli/paste.ts';
import { bootstrapVersionOf } from '../observe/bootstrap.ts';
import { settle } from '../observe/settle.ts';
import { findStoredToken } from '../observe/stored-token.ts';
import { hostLacks } from './host-lacks.ts';
import { imageLacks } from './image-lacks.ts';
import type { Lack } from './lack.ts';
import { tokenKeyLacks } from './token-key-lacks.ts';

/** Where fleets go to, and what is typed to get there. */
export interface Destination {
  readonly identity: Identity;
  readonly typed: TypedOptions;
}

/** What is missing for these fleets, in the order in which it has to be put right. A refusal to tell is told too. */
export async function lacksOf(
  aws: Pick<AwsClients, 'ec2' | 'kms' | 'ssm'>,
  fleets: readonly FleetConfig[],
  destination: Destination,
): Promise<readonly Lack[]> {
  const { identity, typed } = destination;
  const looked = await Promise.all([
    orUncertain(bootstrapLacks(aws, identity, pasteOf(typed))),
    ...shared(fleets, ({ token }) => token.parameterName).map(([name, readers]) => {
      const stackNames = readers.map(({ stackName }) => stackName);
      const paste = pasteForFleet(typed, stackNames[0] ?? '', fleets.length);
      return orUncertain(tokenLacks(aws, name, stackNames, paste));
    }),
    ...shared(fleets, ({ token }) => token.kmsKey).map(([key, readers]) =>
      orUncertain(
        tokenKeyLacks(
          aws,
          key,
          readers.map(({ stackName }) => stackName),
          destination,
        ),
      ),
    ),
    ...shared(fleets, ({ instance }) => instance.amiId).map(([amiId, users]) =>
      orUncertain(imageLacks(aws, amiId, users, destination)),
    ),
    ...fleets.flatMap((fleet) => {
      const { mac } = fleet.instance;
      return mac === undefined || mac.dedicatedHostIds.length === 0
        ? []
        : [orUncertain(hostLacks(aws, fleet, mac))];
    }),
  ]);
  return looked.flat();
}

/** What fleets name, each once, with those that name it. */
function shared(
  fleets: readonly FleetConfig[],
  nameIn: (fleet: FleetConfig) => string | undefined,
): readonly (readonly [string, readonly FleetConfig[]])[] {
  const names = new Set(fleets.flatMap((fleet) => nameIn(fleet) ?? []));
  return [...names].map((name) => [name, fleets.filter((fleet) => nameIn(fleet) === name)]);
}

async function bootstrapLacks(
  aws: Pick<AwsClients, 'ssm'>,
  { account, region }: Identity,
  paste: Paste,
): Promise<readonly Lack[]> {
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  if (version !== undefined && version >= REQUIRED_BOOTSTRAP_VERSION) return [];
  const found =
    version === undefined
      ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
      : `has a bootstrap of version ${version}, and ${REQUIRED_BOOTSTRAP_VERSION} is the least`;
  return [
    {
      problem: `account ${account}, region ${region} ${found}`,
      remedy: `As an administrator, once: ${paste(bootstrapCommand(qualifier))}`,
      certain: true,
    },
  ];
}

async function tokenLacks(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
  stackNames: readonly string[],
  paste: Paste,
): Promise<readonly Lack[]> {
  if ((await findStoredToken(ssm, name)) !== undefined) return [];
  return [
    {
      problem: `there is no parameter ${name}: without its token no agent of ${stackNames.join(', ')} registers`,
      remedy: `Store the agent type's token: ${paste('token put')}`,
      certain: true,
    },
  ];
}

async function orUncertain(looking: Promise<readonly Lack[]>): Promise<readonly Lack[]> {
  const fact = await settle(looking);
  return fact.known
    ? fact.value
    : [{ problem: `not looked for: ${fact.why}`, remedy: fact.remedy, certain: false }];
}
