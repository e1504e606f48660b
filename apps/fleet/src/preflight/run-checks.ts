import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import type { Identity } from '../aws/identity.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../cdk/required-version.ts';
import {
  fullCommandForFleet,
  fullCommandWith,
  type FullCommand,
  type TypedOptions,
} from '../cli/full-command.ts';
import { bootstrapVersionOf } from '../observe/bootstrap-version.ts';
import { settle } from '../observe/settle.ts';
import { findStoredToken } from '../observe/stored-token.ts';
import { checkHosts } from './check-hosts.ts';
import { checkImage } from './check-image.ts';
import type { PreflightProblem } from './problem.ts';
import { checkTokenKey } from './check-token-key.ts';

/** Where the fleets will be deployed, and the options that were typed. */
export interface Destination {
  readonly identity: Identity;
  readonly typed: TypedOptions;
}

/** Problems with these fleets, in the order in which to solve them. A check that could not be made is a problem too. */
export async function runChecks(
  aws: Pick<AwsClients, 'ec2' | 'kms' | 'ssm'>,
  fleets: readonly FleetConfig[],
  destination: Destination,
): Promise<readonly PreflightProblem[]> {
  const { identity, typed } = destination;
  const found = await Promise.all([
    orNotChecked(checkBootstrap(aws, identity, fullCommandWith(typed))),
    ...groupedByName(fleets, ({ token }) => token.parameterName).map(([name, readers]) => {
      const stackNames = readers.map(({ stackName }) => stackName);
      const fullCommand = fullCommandForFleet(typed, stackNames[0] ?? '', fleets.length);
      return orNotChecked(checkToken(aws, name, stackNames, fullCommand));
    }),
    ...groupedByName(fleets, ({ token }) => token.kmsKey).map(([key, readers]) =>
      orNotChecked(
        checkTokenKey(
          aws,
          key,
          readers.map(({ stackName }) => stackName),
          destination,
        ),
      ),
    ),
    ...groupedByName(fleets, ({ instance }) => instance.amiId).map(([amiId, users]) =>
      orNotChecked(checkImage(aws, amiId, users, destination)),
    ),
    ...fleets.flatMap((fleet) => {
      const { mac } = fleet.instance;
      return mac === undefined || mac.dedicatedHostIds.length === 0
        ? []
        : [orNotChecked(checkHosts(aws, fleet, mac))];
    }),
  ]);
  return found.flat();
}

/** Each name once, with the fleets that use it. */
function groupedByName(
  fleets: readonly FleetConfig[],
  nameIn: (fleet: FleetConfig) => string | undefined,
): readonly (readonly [string, readonly FleetConfig[]])[] {
  const names = new Set(fleets.flatMap((fleet) => nameIn(fleet) ?? []));
  return [...names].map((name) => [name, fleets.filter((fleet) => nameIn(fleet) === name)]);
}

async function checkBootstrap(
  aws: Pick<AwsClients, 'ssm'>,
  { account, region }: Identity,
  fullCommand: FullCommand,
): Promise<readonly PreflightProblem[]> {
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  if (version !== undefined && version >= REQUIRED_BOOTSTRAP_VERSION) return [];
  const found =
    version === undefined
      ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
      : `has bootstrap version ${version}, and needs ${REQUIRED_BOOTSTRAP_VERSION} or later`;
  return [
    {
      problem: `account ${account}, region ${region} ${found}`,
      remedy: `As an administrator, once: ${fullCommand(bootstrapCommand(qualifier))}`,
      certain: true,
    },
  ];
}

async function checkToken(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
  stackNames: readonly string[],
  fullCommand: FullCommand,
): Promise<readonly PreflightProblem[]> {
  if ((await findStoredToken(ssm, name)) !== undefined) return [];
  return [
    {
      problem: `there is no parameter ${name}: without the token in it, no agent of ${stackNames.join(', ')} can register`,
      remedy: `Store the agent type's token: ${fullCommand('token put')}`,
      certain: true,
    },
  ];
}

async function orNotChecked(
  check: Promise<readonly PreflightProblem[]>,
): Promise<readonly PreflightProblem[]> {
  const fact = await settle(check);
  return fact.known
    ? fact.value
    : [{ problem: `not checked: ${fact.why}`, remedy: fact.remedy, certain: false }];
}
