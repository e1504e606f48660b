import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';
import { parseJson } from '../read-agent-config.ts';

export const hostKeys = defineCheck({
  name: 'host-keys',
  needs: ['hostKeys'],
  judge: ({ hostKeys: parameter }, { fleet: { stackName }, paste }) => {
    const name = `${stackName}-ssh-public-keys`;
    const remedy = `Instances cannot know GitHub by its keys. Write them again: ${paste('deploy')}`;
    if (parameter === undefined) return failure(`there is no parameter ${name}`, remedy);
    const keys = parseJson(parameter.value);
    return Array.isArray(keys) && keys.length > 0
      ? ok(`${keys.length} keys`)
      : failure(`parameter ${name} holds no list of keys`, remedy);
  },
});
