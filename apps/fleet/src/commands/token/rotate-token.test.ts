import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NAME, TokenFixture } from './testing/token-fixture.ts';

let fixture: TokenFixture;
beforeEach(async () => {
  fixture = await TokenFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('token rotate', () => {
  it('replaces the value and keeps the key', async () => {
    fixture.store();
    const { code, out, err } = await fixture.run('rotate --yes', { input: 'new-token' });
    expect(code).toBe(0);
    expect(err).toContain('Replaces version 7');
    expect(out).toMatch(
      /is stored as version 8, in account.*\nThe scaler uses .*\nNext: npm run fleet -- token check\n/,
    );
    expect(fixture.parameters.get(NAME)).toMatchObject({ value: 'new-token', keyId: 'alias/ci', version: 8 });
  });

  it.each([
    ['with --no-check', '--no-check', 'token check'],
    ['with --no-check and --parameter', `--no-check --parameter ${NAME}`, `token check --parameter ${NAME}`],
  ])('warns that the new token has not been tried: %s', async (_, options, check) => {
    fixture.store();
    const { out } = await fixture.run(`rotate --yes ${options}`, { input: 'untried' });
    expect(fixture.semaphore.server.tokens).toEqual([]);
    expect(out).toMatch(
      new RegExp(
        `has not been tried against Semaphore. If it is wrong, no new agent can register.\nNext: npm run fleet -- ${check}\n`,
      ),
    );
  });

  it.each([
    ['does not exist', () => undefined],
    [
      'cannot become a SecureString',
      () => fixture.parameters.set(NAME, { type: 'String', value: 't', version: 1 }),
    ],
  ])('refuses a parameter that %s', async (message, prepare) => {
    prepare();
    const ran = await fixture.run('rotate --yes', { input: 'new-token' });
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining(message) });
    expect(fixture.parameters.get(NAME)?.value).not.toBe('new-token');
  });
});
