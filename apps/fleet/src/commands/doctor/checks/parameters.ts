import { agentDocumentOf } from '@agent-aws-stack/config';
import { configParameterName, hostKeysParameterName } from '@agent-aws-stack/contract';
import { readAgentConfig } from '../../../observe/agent-config.ts';
import { defineCheck } from '../check.ts';
import { differences } from '../differences.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

export const PARAMETER_CHECKS = [
  defineCheck({
    name: 'agent-config',
    needs: ['agentConfig'],
    judge: ({ agentConfig: parameter }, { fleet: { stackName }, fullCommand }) => {
      const name = configParameterName(stackName);
      const remedy = `No agent starts without it. Write it again: ${fullCommand('deploy')}`;
      if (parameter === undefined) return failure(`there is no parameter ${name}`, remedy);
      const document = readAgentConfig(parameter.value);
      if (document instanceof Error)
        return failure(`parameter ${name} is not the JSON that images read: ${document.message}`, remedy);
      return /\s/.test(parameter.value)
        ? failure(`parameter ${name} contains white space, which images cannot read`, remedy)
        : ok(`parameter ${name}`);
    },
  }),

  defineCheck({
    name: 'agent-config-current',
    needs: ['agentConfig'],
    appliesTo: ({ isConfigured }) => isConfigured,
    judge: ({ agentConfig }, { fleet, fullCommand }) => {
      const deployed = agentConfig && readAgentConfig(agentConfig.value);
      if (deployed === undefined || deployed instanceof Error)
        return notChecked(`parameter ${configParameterName(fleet.stackName)} cannot be read`);
      // The configuration does not determine the ARN of the jobs' role, so any deployed ARN counts as correct.
      const found = differences(deployed, agentDocumentOf(fleet, deployed.jobRoleArn));
      return found.length === 0
        ? ok('matches your configuration')
        : warning(found.join('; '), `Deploy your configuration: ${fullCommand('deploy')}`);
    },
  }),

  defineCheck({
    name: 'host-keys',
    needs: ['hostKeys', 'updater'],
    judge: ({ hostKeys: parameter, updater }, { fleet: { stackName }, fullCommand }) => {
      const name = hostKeysParameterName(stackName);
      // CloudFormation only compares templates, so a deployment does not restore a parameter that was changed by hand. The updater does.
      const command =
        updater === undefined
          ? fullCommand('deploy')
          : fullCommand(
              `aws lambda invoke --function-name ${updater.name} --invocation-type Event /dev/null`,
            );
      const remedy = `Linux and macOS instances cannot start without it. To write it again: ${command}`;
      if (parameter === undefined) return failure(`there is no parameter ${name}`, remedy);
      const keys = parseJson(parameter.value);
      return Array.isArray(keys) && keys.length > 0
        ? ok(`${keys.length} keys`)
        : failure(`parameter ${name} is not a list of keys`, remedy);
    },
  }),

  defineCheck({
    name: 'token-readable',
    needs: ['token'],
    judge: ({ token }, { fleet, fullCommand }) => {
      const { parameterName: name } = fleet.token;
      if (token === undefined)
        return failure(`there is no parameter ${name}`, `Store the token: ${fullCommand('token put')}`);
      return token.type === 'SecureString'
        ? ok(`parameter ${name}`)
        : failure(
            `parameter ${name} is a ${token.type}, which is not encrypted`,
            `Delete it: ${fullCommand(`aws ssm delete-parameter --name ${name}`)}; replace the token in Semaphore, then store it: ${fullCommand('token put')}`,
          );
    },
  }),

  defineCheck({
    name: 'token-format',
    needs: ['token'],
    judge: ({ token }, { fleet, fullCommand }) => {
      if (token === undefined) return notChecked(`there is no parameter ${fleet.token.parameterName}`);
      const remedy = `Store the token again: ${fullCommand('token rotate')}`;
      const trimmed = token.value.trim();
      if (!/^[\x21-\x7e]+$/.test(trimmed))
        return failure('the parameter holds no token: it is empty, or not a single word in ASCII', remedy);
      return trimmed === token.value
        ? ok('one word')
        : warning('there is white space around the token, which older images send to Semaphore', remedy);
    },
  }),

  defineCheck({
    name: 'token-accepted',
    needs: ['demand'],
    judge: ({ demand: { jobs, agents } }, { fleet: { endpoint } }) =>
      ok(
        `by ${endpoint}: ${jobs.queued} jobs queued, ${jobs.running} running, ${agents.idle + agents.occupied} agents`,
      ),
    ifUnknown: (why, remedy, { fullCommand }) =>
      failure(why, remedy ?? `See the findings above. To ask Semaphore again: ${fullCommand('token check')}`),
  }),
];

/** The value of JSON text; undefined if it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
