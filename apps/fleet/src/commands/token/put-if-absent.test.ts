import { answerMetrics } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NAME, TokenFixture } from './testing/token-fixture.ts';

let fixture: TokenFixture;
beforeEach(async () => {
  fixture = await TokenFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('token put --if-absent', () => {
  it('does not change an existing parameter, reads no token, and exits with 0', async () => {
    fixture.store();
    const { code, out } = await fixture.run('put --if-absent --yes');
    expect({ code, out }).toEqual({
      code: 0,
      out:
        `${NAME} already exists, as version 7, in account 111111111111, region eu-central-1; nothing was changed.\n` +
        'To check whether Semaphore accepts its token: npm run fleet -- token check\n',
    });
    expect(fixture.aws.count('PutParameter')).toBe(0);
    expect(fixture.semaphore.server.tokens).toEqual([]);
  });

  it.each([
    [false, 7],
    [true, 1],
  ])('prints in JSON whether it stored the token: %s', async (isStored, version) => {
    if (!isStored) fixture.store();
    const { out } = await fixture.run('put --if-absent --yes --json', { input: 'new-token' });
    expect(JSON.parse(out).result).toMatchObject({ parameter: NAME, stored: isStored, version });
  });

  it('succeeds if another run stores the parameter meanwhile; put without --if-absent fails', async () => {
    fixture.semaphore.server.answer = (...call) => {
      fixture.store('theirs');
      answerMetrics({ queued: 0, running: 0 })(...call);
    };
    expect(await fixture.run('put --yes', { input: 'ours' })).toMatchObject({ code: 1 });
    fixture.parameters.clear();
    const { code, out } = await fixture.run('put --if-absent --yes', { input: 'ours' });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('nothing was changed') });
    expect(fixture.parameters.get(NAME)?.value).toBe('theirs');
  });

  it('still refuses a parameter that is not encrypted', async () => {
    fixture.parameters.set(NAME, { type: 'String', value: 't', version: 1 });
    expect(await fixture.run('put --if-absent --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('exists as a String'),
    });
  });
});
