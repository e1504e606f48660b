import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const keyPair = defineCheck({
  name: 'key-pair',
  needs: ['keyPair', 'launchTemplate'],
  concerns: ({ fleet }) => fleet.instance.keyName !== undefined,
  judge: ({ keyPair: pair, launchTemplate: { keyName } }) =>
    pair === undefined && keyName !== undefined
      ? failure(
          `there is no key pair ${keyName}: nothing can be launched`,
          'Import it under that name (aws ec2 import-key-pair), or name another with SEMAPHORE_AGENT_KEY_NAME',
        )
      : ok(keyName ?? 'none'),
});
