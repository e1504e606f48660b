import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { fullCommandForFleet } from '../cli/full-command.ts';
import { quotasOf } from '../observe/quotas.ts';
import { settle } from '../observe/settle.ts';
import { subnetsOf } from '../observe/subnets.ts';
import { checkBootstrap } from './check-bootstrap.ts';
import { checkHosts } from './check-hosts.ts';
import { checkImage } from './check-image.ts';
import type { Destination } from './destination.ts';
import type { PreflightProblem } from './problem.ts';
import { checkEgress, checkOfferings, checkQuotas } from './check-capacity.ts';
import { checkBoundary, checkKeyPair, checkManagedPolicy, checkSecurityGroup } from './check-launch.ts';
import { checkLogKey } from './check-log-key.ts';
import { checkTokenKey } from './check-token-key.ts';
import { checkToken } from './check-token.ts';
import { checkVolumeKey } from './check-volume-key.ts';

/** The clients that the checks use. */
export type PreflightClients = Pick<AwsClients, 'ec2' | 'iam' | 'kms' | 'quotas' | 'ssm'>;

export interface CheckCounts {
  readonly made: number;
  /** How many of the checks found no problem. */
  readonly ok: number;
}

export interface CheckResults {
  readonly checks: CheckCounts;
  /** In the order in which to solve them. A check that could not be made is a problem too. */
  readonly problems: readonly PreflightProblem[];
}

/** Makes all checks of these fleets at once. */
export async function runChecks(
  aws: PreflightClients,
  fleets: readonly FleetConfig[],
  destination: Destination,
): Promise<CheckResults> {
  const found = await Promise.all(startChecks(aws, fleets, destination).map(orNotChecked));
  const checks = { made: found.length, ok: found.filter((each) => each.length === 0).length };
  return { checks, problems: found.flat() };
}

type Check = Promise<readonly PreflightProblem[]>;

function startChecks(
  aws: PreflightClients,
  fleets: readonly FleetConfig[],
  destination: Destination,
): readonly Check[] {
  const { typed } = destination;
  const quotas = quotasOf(aws);
  // Checks that await the quotas report a failed lookup. If no check awaits them, this handler keeps the failure from ending the process.
  quotas.catch(() => undefined);
  return [
    checkBootstrap(aws, fleets, destination),
    ...perName(
      fleets,
      ({ token }) => token.parameterName,
      (name, stackNames) => {
        const fullCommand = fullCommandForFleet(typed, stackNames[0] ?? '', fleets.length);
        return checkToken(aws, name, stackNames, fullCommand);
      },
    ),
    ...perName(
      fleets,
      ({ token }) => token.kmsKey,
      (key, stackNames) => checkTokenKey(aws, key, stackNames, destination),
    ),
    ...perName(
      fleets,
      ({ instance }) => instance.rootVolume?.kmsKey,
      (key, stackNames) => checkVolumeKey(aws, key, stackNames, destination),
    ),
    ...perName(
      fleets,
      ({ lambda }) => lambda.logKmsKeyArn,
      (keyArn, stackNames) => checkLogKey(aws, keyArn, stackNames, destination),
    ),
    ...perName(
      fleets,
      ({ instance }) => instance.amiId,
      (amiId, _, users) => checkImage(aws, amiId, users, destination),
    ),
    ...perName(
      fleets,
      ({ network }) => network.securityGroupId,
      (id, stackNames) => checkSecurityGroup(aws, id, stackNames),
    ),
    ...perName(
      fleets,
      ({ instance }) => instance.keyName,
      (keyName, stackNames) => checkKeyPair(aws, keyName, stackNames),
    ),
    ...perName(
      fleets,
      ({ instance }) => instance.managedPolicies,
      (policy, stackNames) =>
        checkManagedPolicy(aws, 'SEMAPHORE_AGENT_MANAGED_POLICY_NAMES', policy, stackNames, destination),
    ),
    ...perName(
      fleets,
      ({ agent }) => agent.jobManagedPolicies,
      (policy, stackNames) =>
        checkManagedPolicy(aws, 'SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES', policy, stackNames, destination),
    ),
    ...perName(
      fleets,
      ({ permissionsBoundaryArn }) => permissionsBoundaryArn,
      (policy, stackNames) => checkBoundary(aws, policy, stackNames, destination),
    ),
    ...fleets.flatMap((fleet) => {
      const { mac } = fleet.instance;
      return mac === undefined || mac.dedicatedHostIds.length === 0 ? [] : [checkHosts(aws, fleet, mac)];
    }),
    ...fleets.flatMap((fleet) => {
      const { subnetIds, availabilityZones: zones } = fleet.network;
      const subnets = subnetsOf(aws, { subnetIds, zones });
      return [
        checkOfferings(aws, fleet, subnets),
        checkEgress(fleet, subnets),
        checkQuotas(aws, fleet, quotas),
      ];
    }),
  ];
}

/** One check for each name in the fleets. It covers all fleets that use the name. */
function perName(
  fleets: readonly FleetConfig[],
  namesIn: (fleet: FleetConfig) => string | readonly string[] | undefined,
  check: (name: string, stackNames: readonly string[], users: readonly FleetConfig[]) => Check,
): readonly Check[] {
  const namesOf = (fleet: FleetConfig): readonly string[] => [namesIn(fleet) ?? []].flat();
  return [...new Set(fleets.flatMap(namesOf))].map((name) => {
    const users = fleets.filter((fleet) => namesOf(fleet).includes(name));
    const stackNames = users.map(({ stackName }) => stackName);
    return check(name, stackNames, users);
  });
}

async function orNotChecked(check: Check): Promise<readonly PreflightProblem[]> {
  const fact = await settle(check);
  return fact.known
    ? fact.value
    : [{ problem: `not checked: ${fact.why}`, remedy: fact.remedy, certain: false }];
}
