import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { answerWith } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identified } from '../../testing/fake-site.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { tokenCommand } from './command.ts';
import { NAME, TokenFixture } from './testing/token-fixture.ts';

let fixture: TokenFixture;
beforeEach(async () => {
  fixture = await TokenFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('token check', () => {
  it('prints a remedy only once if several tokens share it', async () => {
    await using denied = await AwsServer.start(
      identified((_, reply) => reply.fail('AccessDeniedException', 'no', 403)),
    );
    using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
    const env = { ...denied.environment, ...file.env };
    const { code, out } = await runFleet(tokenCommand, ['token', 'check'], { env });
    expect(code).toBe(1);
    expect(out.match(/on parameter/g)).toHaveLength(2);
    expect(out.match(/Allow ssm:GetParameter/g)).toHaveLength(1);
  });

  it('asks Semaphore with the stored token', async () => {
    fixture.store('good-token');
    const { code, out } = await fixture.run('check');
    expect(code).toBe(0);
    expect(out).toMatch(/accepted +\/ci\/linux-token +linux +localhost:\d+ +3 jobs queued, 1 running/);
    expect(fixture.semaphore.server.tokens).toEqual(['Token good-token']);
    expect(out).not.toContain('good-token');
  });

  it('needs no configuration for a named parameter', async () => {
    fixture.store();
    const args = ['token', 'check', '--parameter', NAME, '--endpoint', fixture.semaphore.address, '--json'];
    const { code, out } = await runFleet(tokenCommand, args, { env: fixture.aws.environment });
    expect(code).toBe(0);
    expect(JSON.parse(out).result.tokens).toMatchObject([{ parameter: NAME, accepted: true }]);
  });

  it.each([
    [
      'the parameter does not exist',
      () => undefined,
      /there is no such parameter[^]*Store the agent type's token: npm run fleet -- token put --fleet linux\n/,
    ],
    [
      'the parameter is not encrypted',
      () => fixture.parameters.set(NAME, { type: 'String', value: 't', version: 1 }),
      /is a String[^]*Delete the parameter, then store the token: npm run fleet -- token put --fleet linux\n/,
    ],
    [
      'Semaphore does not know the token',
      () => {
        fixture.store();
        fixture.semaphore.server.answer = answerWith(401);
      },
      /status 401[^]*npm run fleet -- token rotate --fleet linux\n/,
    ],
  ])('exits with 1 if %s, and checks the other tokens', async (_, prepare, message) => {
    prepare();
    const fleets = [fleetParameters('linux'), fleetParameters('mac')];
    const { code, out } = await fixture.run('check', {}, fleets);
    expect(code).toBe(1);
    expect(out).toMatch(message);
    expect(out).toContain('/ci/mac-token');
  });
});
