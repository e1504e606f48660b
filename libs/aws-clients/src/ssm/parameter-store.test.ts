import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import manifest from '../../package.json' with { type: 'json' };
import type { ClientOptions } from '../client-options.ts';
import { AccountInEnvironment, type AwsReply } from '../testing/index.ts';
import { ParameterStore, ssmClient } from './index.ts';

let aws: AccountInEnvironment;
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
  aws.account.parameters.set('/ci/token', 's3cret');
});
afterEach(() => aws[Symbol.asyncDispose]());

/** A deadline that no call misses, even on a busy machine. */
const LONG_DEADLINE_MS = 60_000;

const store = (options: ClientOptions & { deadlineMs?: number } = {}) =>
  new ParameterStore(ssmClient({ maxAttempts: 1, ...options }), { deadlineMs: LONG_DEADLINE_MS, ...options });

describe('ParameterStore', () => {
  it('decrypts a SecureString by its hierarchical name', async () => {
    expect(await store().getSecureString('/ci/token')).toBe('s3cret');
    expect(aws.server.calls[0]).toMatchObject({ input: { Name: '/ci/token', WithDecryption: true } });
  });

  it('reads a String without decryption', async () => {
    await store().getString('/ci/token');
    expect(aws.server.calls[0]).toMatchObject({ input: { WithDecryption: false } });
  });

  it('asks to overwrite an existing String', async () => {
    await store().putString('keys', '[]');
    expect(aws.server.calls[0]).toMatchObject({
      action: 'PutParameter',
      input: { Name: 'keys', Value: '[]', Type: 'String', Overwrite: true },
    });
  });

  it('returns a String with its version, which each write increments', async () => {
    const written = await store().putString('lease', 'r-1');
    expect(await store().getVersioned('lease')).toEqual({ value: 'r-1', version: written });
    expect(await store().putString('lease', 'r-1')).toBe(written + 1);
    expect(await store().getVersioned('lease')).toEqual({ value: 'r-1', version: written + 1 });
    expect(aws.server.calls.at(-1)).toMatchObject({ input: { Name: 'lease', WithDecryption: false } });
  });

  it("uses the account's default tier unless one is given", async () => {
    await store().putString('lease', 'r-1');
    await store().putString('lease', 'r-1', { tier: 'Standard' });
    expect(aws.server.calls.map(({ input }) => input.Tier)).toEqual([undefined, 'Standard']);
  });

  it.each<[string, object, (parameters: ParameterStore) => Promise<unknown>]>([
    ['GetParameter', { Parameter: { Value: 'r-1' } }, (parameters) => parameters.getVersioned('lease')],
    ['PutParameter', {}, (parameters) => parameters.putString('lease', 'r-1')],
  ])('throws if the reply to %s has no version', async (action, body, call) => {
    aws.account.faults.set(action, (reply) => reply.ok(body));
    await expect(call(store())).rejects.toMatchObject({
      name: 'MalformedReplyError',
      action: `ssm:${action}`,
      resource: 'parameter lease',
    });
  });

  it('names the project in its user agent', async () => {
    await store().getString('/ci/token');
    expect(aws.server.calls[0]?.userAgent).toContain(`agent-aws-stack/${manifest.version}`);
  });

  it.each<[string, (reply: AwsReply) => void, string]>([
    [
      'a reply that there is no such parameter',
      (reply) => reply.fail('ParameterNotFound', 'UnknownError'),
      'ParameterNotFoundError',
    ],
    ['a refusal', (reply) => reply.fail('AccessDeniedException', 'not authorized'), 'AccessDeniedError'],
    ['throttling', (reply) => reply.fail('ThrottlingException', 'Rate exceeded'), 'ThrottledError'],
    ['a server error', (reply) => reply.fail('InternalServerError', 'oops', 500), 'ServiceError'],
    ['a closed connection', (reply) => reply.reset(), 'ConnectionError'],
    ['no reply', () => undefined, 'DeadlineExceededError'],
    ['a reply whose body never ends', (reply) => reply.drip(), 'DeadlineExceededError'],
    ['a reply without a value', (reply) => reply.ok({}), 'MalformedReplyError'],
  ])('throws a typed error with the parameter name after %s', async (_, fault, name) => {
    aws.account.faults.set('GetParameter', fault);
    const deadlineMs = name === 'DeadlineExceededError' ? 500 : LONG_DEADLINE_MS;
    const reading = store({ deadlineMs }).getSecureString('/ci/token');
    await expect(reading).rejects.toMatchObject({ name, resource: 'parameter /ci/token' });
  });

  it('retries up to the given number of attempts', async () => {
    aws.account.faults.set('GetParameter', (reply) => {
      if (aws.server.calls.length > 1) aws.account.faults.clear();
      reply.fail('ThrottlingException', 'Rate exceeded');
    });
    expect(await store({ maxAttempts: 3 }).getString('/ci/token')).toBe('s3cret');
    expect(aws.server.count('GetParameter')).toBe(3);
  });

  it('stops retrying at its deadline', async () => {
    aws.account.faults.set('GetParameter', (reply) => reply.fail('ThrottlingException', 'Rate exceeded'));
    const reading = store({ maxAttempts: 50, deadlineMs: 100 }).getString('/ci/token');
    await expect(reading).rejects.toMatchObject({ name: 'DeadlineExceededError' });
  });
});
