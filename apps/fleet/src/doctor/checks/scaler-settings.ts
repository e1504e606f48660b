import { scalerEnvironmentOf } from '@agent-aws-stack/config';
import {
  InvalidEnvironmentError,
  readScalerEnvironment,
  turnParameterName,
  writeScalerEnvironment,
} from '@agent-aws-stack/contract';
import { defineCheck } from '../check.ts';
import { differences } from '../differences.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const scalerSettings = defineCheck({
  name: 'scaler-settings',
  needs: ['scaler', 'group'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scaler: deployed, group }, { fleet: { scaler, ...fleet }, paste }) => {
    if (deployed === undefined || scaler === undefined) return notChecked('the scaler is gone');
    const names = { groupName: group.name, turnParameterName: turnParameterName(fleet.stackName) };
    const configured = writeScalerEnvironment(scalerEnvironmentOf({ ...fleet, scaler }, names));
    const found = differencesFrom(configured, deployed.environment);
    return found.length === 0
      ? ok('as your configuration says')
      : warning(found.join('; '), `Deploy your configuration: ${paste('deploy')}`);
  },
});

type Variables = Readonly<Record<string, string>>;

/** A variable that is not there counts as its default, as the scaler reads it. */
function differencesFrom(configured: Variables, deployed: Variables): readonly string[] {
  try {
    return differences(writeScalerEnvironment(readScalerEnvironment(deployed)), configured);
  } catch (error) {
    if (error instanceof InvalidEnvironmentError) return [error.message];
    throw error;
  }
}
