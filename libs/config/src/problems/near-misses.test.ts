import { describe, expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';
import { fleetWith } from '../testing/rule-cases.ts';

const TOKEN = 'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME';
const { SEMAPHORE_ORGANIZATION: organization, ...unconnected } = minimalFleet;
const keysAndSuggestions = (env: Record<string, string>, file?: unknown) =>
  attempt(env, file).problems.map(({ key, fleet, suggestion }) => [key, fleet, suggestion]);

describe('a mistyped name', () => {
  const organisation = [['SEMAPHORE_ORGANISATION', undefined, 'SEMAPHORE_ORGANIZATION']];

  it.each<[string, Record<string, string>, unknown, readonly unknown[]]>([
    [
      'if it is in the environment, and the intended parameter is missing',
      { ...unconnected, SEMAPHORE_ORGANISATION: organization },
      undefined,
      organisation,
    ],
    ['if it is in a file', {}, { ...unconnected, SEMAPHORE_ORGANISATION: organization }, organisation],
    [
      'in the defaults of several fleets',
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
          {
            ...minimalFleet,
            SEMAPHORE_AGENT_STACK_NAME: 'a',
            [TOKEN]: '',
            SEMAPHORE_AGENT_TOKEN_PARAM_NAME: '/t',
          },
          { ...minimalFleet, SEMAPHORE_AGENT_STACK_NAME: 'b', [TOKEN]: '' },
        ],
      },
      [
        ['SEMAPHORE_AGENT_TOKEN_PARAM_NAME', 'a', TOKEN],
        [TOKEN, 'b', undefined],
      ],
    ],
    [
      'when the default of the intended parameter breaks a rule',
      {},
      fleetWith({ ARCH: 'arm64', INSTANCE_TYP: 'm7g.large' }),
      [['SEMAPHORE_AGENT_INSTANCE_TYP', undefined, 'SEMAPHORE_AGENT_INSTANCE_TYPE']],
    ],
  ])('is reported once, with the intended name, %s', (_what, env, file, problems) =>
    expect(keysAndSuggestions(env, file)).toEqual(problems),
  );

  it('does not hide an invalid value of the intended parameter', () => {
    const file = { ...minimalFleet, SEMAPHORE_ORGANIZATION: 'a b', SEMAPHORE_ORGANISATION: 'acme' };
    expect(keysAndSuggestions({}, file).map(([key]) => key)).toEqual([
      'SEMAPHORE_ORGANISATION',
      'SEMAPHORE_ORGANIZATION',
    ]);
  });

  it.each([
    ['the environment', { SEMAPHORE_AGENT_TOKEN_PARAMETER: 's3cr3t' }, {}],
    ['a file', {}, { SEMAPHORE_AGENT_TOKEN_PARAMETER: 's3cr3t' }],
  ])('in %s is reported without its value, which can be the token', (_, env, file) => {
    const { problems } = attempt(env, { ...minimalFleet, [TOKEN]: '', ...file });
    expect(problems[0]).toMatchObject({ key: 'SEMAPHORE_AGENT_TOKEN_PARAMETER', suggestion: TOKEN });
    expect(JSON.stringify(problems)).not.toContain('s3cr3t');
  });

  it('is an error for a SEMAPHORE_AGENT_ variable, even if nothing is missing', () => {
    const env = { ...minimalFleet, SEMAPHORE_AGENT_ASG_MAXSIZE: '5' };
    expect(keysAndSuggestions(env)).toEqual([
      ['SEMAPHORE_AGENT_ASG_MAXSIZE', undefined, 'SEMAPHORE_AGENT_ASG_MAX_SIZE'],
    ]);
  });

  it('is only a warning for another variable if nothing is missing', () => {
    expect(attempt({ ...minimalFleet, SEMAPHORE_ORGANISATION: 'acme' }).warnings).toEqual([
      'SEMAPHORE_ORGANISATION is not a parameter, so it has no effect. Rename it to SEMAPHORE_ORGANIZATION.',
    ]);
  });
});
