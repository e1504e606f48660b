import { scalerEnvironmentOf, type FleetConfig } from '@agent-aws-stack/config';
import {
  InvalidEnvironmentError,
  readScalerEnvironment,
  jobsParameterName,
  leaseParameterName,
  writeScalerEnvironment,
} from '@agent-aws-stack/contract';
import type { Group } from '../../observe/group.ts';
import { differences } from './differences.ts';

/** How the deployed scaler's environment differs from the configured one. A missing variable counts as its default, as the scaler reads it. */
export function settingsDifferences(
  deployed: Readonly<Record<string, string>>,
  { scaler, ...fleet }: FleetConfig,
  { name: groupName, standIns }: Pick<Group, 'name' | 'standIns'>,
): readonly string[] {
  if (scaler === undefined) return [];
  const names = {
    groupName,
    onDemandGroupName: standIns?.name,
    leaseParameterName: leaseParameterName(fleet.stackName),
    jobsParameterName: jobsParameterName(fleet.stackName),
  };
  const configured = writeScalerEnvironment(scalerEnvironmentOf({ ...fleet, ...fleet.group, scaler }, names));
  try {
    return differences(writeScalerEnvironment(readScalerEnvironment(deployed)), configured);
  } catch (error) {
    if (error instanceof InvalidEnvironmentError) return [error.message];
    throw error;
  }
}
