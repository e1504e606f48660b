import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';
import { readAgentConfig } from '../read-agent-config.ts';

export const agentConfigCurrent = defineCheck({
  name: 'agent-config-current',
  needs: ['agentConfig'],
  judge: ({ agentConfig }, { fleet, paste }) => {
    const config = agentConfig && readAgentConfig(agentConfig.value);
    if (config === undefined) return notChecked('no configuration of the agents can be read');
    const { agent } = fleet;
    const wanted = {
      endpoint: fleet.endpoint,
      agentTokenParameterName: fleet.token.parameterName,
      disconnectAfterJob: String(agent.disconnectAfterJob),
      disconnectAfterIdleTimeout: String(agent.disconnectAfterIdleTimeoutSeconds),
      afterJob: agent.afterJob,
      interruptionGracePeriod: String(agent.interruptionGracePeriodSeconds),
    };
    const other = Object.entries(wanted)
      .filter(([key, value]) => config[key as keyof typeof wanted] !== value)
      .map(
        ([key, value]) =>
          `${key} is ${config[key as keyof typeof wanted]}, and ${value} in your configuration`,
      );
    return other.length === 0
      ? ok('agents get what your configuration says')
      : warning(other.join('; '), `Deploy your configuration: ${paste('deploy')}`);
  },
});
