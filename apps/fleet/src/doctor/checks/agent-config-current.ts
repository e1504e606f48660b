import { agentDocumentOf } from '@agent-aws-stack/config';
import { defineCheck } from '../check.ts';
import { differences } from '../differences.ts';
import { notChecked, ok, warning } from '../finding.ts';
import { readAgentConfig } from '../../observe/agent-config.ts';

export const agentConfigCurrent = defineCheck({
  name: 'agent-config-current',
  needs: ['agentConfig'],
  judge: ({ agentConfig }, { fleet, paste }) => {
    const deployed = agentConfig && readAgentConfig(agentConfig.value);
    if (deployed === undefined || deployed instanceof Error)
      return notChecked('no configuration of the agents can be read');
    const found = differences(deployed, agentDocumentOf(fleet));
    return found.length === 0
      ? ok('agents get what your configuration says')
      : warning(found.join('; '), `Deploy your configuration: ${paste('deploy')}`);
  },
});
