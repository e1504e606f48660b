import { configParameterName } from '@agent-aws-stack/contract';
import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';
import { readAgentConfig } from '../../observe/agent-config.ts';

export const agentConfig = defineCheck({
  name: 'agent-config',
  needs: ['agentConfig'],
  judge: ({ agentConfig: parameter }, { fleet: { stackName }, paste }) => {
    const name = configParameterName(stackName);
    const remedy = `Instances cannot configure their agents. Write it again: ${paste('deploy')}`;
    if (parameter === undefined) return failure(`there is no parameter ${name}`, remedy);
    const document = readAgentConfig(parameter.value);
    if (document instanceof Error)
      return failure(`parameter ${name} is not the JSON that images read: ${document.message}`, remedy);
    if (/\s/.test(parameter.value))
      return failure(`parameter ${name} has white space, which images cannot read`, remedy);
    return ok(`parameter ${name}`);
  },
});
