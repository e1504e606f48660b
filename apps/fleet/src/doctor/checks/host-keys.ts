import { hostKeysParameterName } from '@agent-aws-stack/contract';
import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';
import { parseJson } from '../parse-json.ts';

export const hostKeys = defineCheck({
  name: 'host-keys',
  needs: ['hostKeys', 'updater'],
  judge: ({ hostKeys: parameter, updater }, { fleet: { stackName }, paste }) => {
    const name = hostKeysParameterName(stackName);
    // A deploy that changes nothing of the parameter does not write it: CloudFormation compares templates.
    const command =
      updater === undefined
        ? paste('deploy')
        : paste(`aws lambda invoke --function-name ${updater.name} --invocation-type Event /dev/null`);
    const remedy = `Linux and macOS instances cannot start without it. Have the updater write it again: ${command}`;
    if (parameter === undefined) return failure(`there is no parameter ${name}`, remedy);
    const keys = parseJson(parameter.value);
    return Array.isArray(keys) && keys.length > 0
      ? ok(`${keys.length} keys`)
      : failure(`parameter ${name} holds no list of keys`, remedy);
  },
});
