import { describe, expect, it } from '@jest/globals';
import { attempt, least } from '../testing/attempt.ts';
import { fleetWith } from '../testing/rule-cases.ts';

const TOKEN = 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME';
const { SEMAPHORE_ORGANIZATION: organization, ...unconnected } = least;
const keysAndTries = (env: Record<string, string>, file?: unknown) =>
  attempt(env, file).problems.map(({ key, fleet, suggestion }) => [key, fleet, suggestion]);

describe('a mistyped name is reported once, with the name that was meant', () => {
  const organisation = [['SEMAPHORE_ORGANISATION', undefined, 'SEMAPHORE_ORGANIZATION']];

  it.each<[string, Record<string, string>, unknown, readonly unknown[]]>([
    [
      'in the environment, instead of the missing parameter',
      { ...unconnected, SEMAPHORE_ORGANISATION: organization },
      undefined,
      organisation,
    ],
    ['in a file', {}, { ...unconnected, SEMAPHORE_ORGANISATION: organization }, organisation],
    [
      'in what several fleets share',
      {},
      {
        defaults: { SEMAPHORE_ORGANISATION: organization },
        fleets: ['a', 'b'].map((name) => ({ SEMAPHORE_AGENT_STACK_NAME: name, [TOKEN]: '/t' })),
      },
      organisation,
    ],
    [
      'for one fleet, while another fleet does not set the parameter at all',
      {},
      {
        fleets: [
          { ...least, SEMAPHORE_AGENT_STACK_NAME: 'a', [TOKEN]: '', SEMAPHORE_AGENT_TOKEN_PARAM_NAME: '/t' },
          { ...least, SEMAPHORE_AGENT_STACK_NAME: 'b', [TOKEN]: '' },
        ],
      },
      [
        ['SEMAPHORE_AGENT_TOKEN_PARAM_NAME', 'a', TOKEN],
        [TOKEN, 'b', undefined],
      ],
    ],
    [
      'when the default of the parameter that was meant breaks a rule',
      {},
      fleetWith({ ARCH: 'arm64', INSTANCE_TYP: 'm7g.large' }),
      [['SEMAPHORE_AGENT_INSTANCE_TYP', undefined, 'SEMAPHORE_AGENT_INSTANCE_TYPE']],
    ],
  ])('%s', (_what, env, file, problems) => expect(keysAndTries(env, file)).toEqual(problems));

  it('does not hide a wrong value of the parameter that was meant', () => {
    const file = { ...least, SEMAPHORE_ORGANIZATION: 'a b', SEMAPHORE_ORGANISATION: 'acme' };
    expect(keysAndTries({}, file).map(([key]) => key)).toEqual([
      'SEMAPHORE_ORGANISATION',
      'SEMAPHORE_ORGANIZATION',
    ]);
  });

  it.each([
    ['the environment', { SEMAPHORE_AGENT_TOKEN_PARAMETER: 's3cr3t' }, {}],
    ['a file', {}, { SEMAPHORE_AGENT_TOKEN_PARAMETER: 's3cr3t' }],
  ])('does not show the value of a mistyped name in %s: it may be the token', (_, env, file) => {
    const { problems } = attempt(env, { ...least, [TOKEN]: '', ...file });
    expect(problems[0]).toMatchObject({ key: 'SEMAPHORE_AGENT_TOKEN_PARAMETER', suggestion: TOKEN });
    expect(JSON.stringify(problems)).not.toContain('s3cr3t');
  });

  it('is only a warning if nothing is missing', () => {
    expect(attempt({ ...least, SEMAPHORE_ORGANISATION: 'acme' }).warnings).toEqual([
      'SEMAPHORE_ORGANISATION is not a parameter, so it has no effect. Rename it to SEMAPHORE_ORGANIZATION.',
    ]);
  });
});
