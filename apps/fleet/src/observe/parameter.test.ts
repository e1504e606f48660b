import { describe, expect, it } from '@jest/globals';
import type { AwsClients } from '../aws/clients.ts';
import { parameterOf } from './parameter.ts';

describe('parameterOf', () => {
  const replying = (reply: object) => ({ ssm: { send: async () => reply } }) as unknown as AwsClients;

  it('gives type and value', async () => {
    const clients = replying({ Parameter: { Type: 'SecureString', Value: 's3cret' } });
    expect(await parameterOf(clients, '/ci/token')).toEqual({ type: 'SecureString', value: 's3cret' });
  });

  it.each([{}, { Parameter: {} }, { Parameter: { Value: 7 } }, { Parameter: { Value: null } }])(
    'refuses the reply %j, which has no text',
    async (reply) => {
      await expect(parameterOf(replying(reply), '/ci/token')).rejects.toMatchObject({
        name: 'MalformedReplyError',
        resource: 'parameter /ci/token',
      });
    },
  );
});
