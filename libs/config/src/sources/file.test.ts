import { describe, expect, it } from '@jest/globals';
import { attempt, minimalFleet } from '../testing/attempt.ts';

const STACK_NAME = 'SEMAPHORE_AGENT_STACK_NAME';

describe('a file', () => {
  it('can have notes anywhere', () => {
    const notes = { $schema: './fleet.schema.json', '//': 'note', '// other': ['SEMAPHORE_X'] };
    expect(attempt({}, { ...notes, ...minimalFleet }).problems).toEqual([]);
    expect(
      attempt({}, { ...notes, defaults: notes, fleets: [{ ...notes, ...minimalFleet }] }).problems,
    ).toEqual([]);
  });

  it.each<[string, unknown, string, RegExp, string | undefined]>([
    ['a list instead of an object', [minimalFleet], 'fleet.json', /an object of parameters/, undefined],
    ['null', null, 'fleet.json', /an object of parameters/, undefined],
    [
      'an unknown parameter',
      { ...minimalFleet, SEMAPHORE_AGENT_ASG_MINSIZE: 1 },
      'SEMAPHORE_AGENT_ASG_MINSIZE',
      /this is not one/,
      'SEMAPHORE_AGENT_ASG_MIN_SIZE',
    ],
    [
      'an unknown parameter that resembles no other',
      { ...minimalFleet, SEMAPHORE_WHATEVER_ELSE: 1 },
      'SEMAPHORE_WHATEVER_ELSE',
      /this is not one \(docs\/parameters\.md lists all\)$/,
      undefined,
    ],
    [
      'an unknown parameter beside the fleets',
      { fleets: [minimalFleet], SEMAPHORE_WHATEVER_ELSE: 1 },
      'SEMAPHORE_WHATEVER_ELSE',
      /this is not one \(docs\/parameters\.md lists all\)$/,
      undefined,
    ],
    ...[
      ['AWS_REGION', /^to be set in the environment or by --region, not in this file$/] as const,
      ['AWS_DEFAULT_REGION', /the environment or by --region,/] as const,
      ['AWS_PROFILE', /the environment or by --profile,/] as const,
      ['aws_profile', /the environment or by --profile,/] as const,
      ['AWS_ACCESS_KEY_ID', /^to be set in the environment, not in this file$/] as const,
    ].flatMap(([key, expected]): readonly [string, unknown, string, RegExp, undefined][] => [
      [key, { ...minimalFleet, [key]: 'x' }, key, expected, undefined],
      [`${key} beside the fleets`, { fleets: [minimalFleet], [key]: 'x' }, key, expected, undefined],
    ]),
    [
      'a parameter in small letters',
      { ...minimalFleet, semaphore_agent_os: 'windows' },
      'semaphore_agent_os',
      /this is not one/,
      'SEMAPHORE_AGENT_OS',
    ],
    [
      'a parameter without its prefix',
      { ...minimalFleet, ASG_MAX_SIZE: 5 },
      'ASG_MAX_SIZE',
      /a parameter; write a note as a comment/,
      'SEMAPHORE_AGENT_ASG_MAX_SIZE',
    ],
    [
      'an unknown member',
      { ...minimalFleet, note: 'x' },
      'note',
      /write a note as a comment: \/\/ …/,
      '// note',
    ],
    [
      'an unknown member of one of several fleets',
      { fleets: [{ ...minimalFleet, _comment: 'x' }] },
      '_comment',
      /write a note as a comment: \/\/ …/,
      '// _comment',
    ],
    [
      'an unknown member beside the fleets that resembles no other',
      { fleets: [minimalFleet], description: 'x' },
      'description',
      /"defaults" or "fleets"; write a note/,
      '// description',
    ],
    [
      'an unknown member beside the fleets',
      { default: {}, fleets: [minimalFleet] },
      'default',
      /"defaults" or "fleets"; write a note/,
      'defaults',
    ],
    [
      'a parameter of a later version',
      { ...minimalFleet, SEMAPHORE_AGENT_WARM_POOL_SIZE: 1 },
      'SEMAPHORE_AGENT_WARM_POOL_SIZE',
      /this is not one/,
      undefined,
    ],
    [
      'the variable that names the file',
      { ...minimalFleet, SEMAPHORE_AGENT_STACK_CONFIG: 'x' },
      'SEMAPHORE_AGENT_STACK_CONFIG',
      /in the environment only/,
      undefined,
    ],
    [
      'a repeated parameter',
      `{${JSON.stringify(minimalFleet).slice(1, -1)},\n"${STACK_NAME}": "b"}`,
      STACK_NAME,
      /once; it is already set at fleet.json:1/,
      undefined,
    ],
    [
      'fleets that are not a list',
      { fleets: minimalFleet },
      'fleets',
      /a list of at least one fleet/,
      undefined,
    ],
    ['an empty list of fleets', { fleets: [] }, 'fleets', /a list of at least one fleet/, undefined],
    ['defaults without fleets', { defaults: {} }, 'fleets', /a list of at least one fleet/, undefined],
    [
      'defaults that are not an object',
      { defaults: 5, fleets: [minimalFleet] },
      'defaults',
      /an object of parameters/,
      undefined,
    ],
    [
      'a parameter beside the fleets',
      { fleets: [minimalFleet], SEMAPHORE_AGENT_OS: 'windows' },
      'SEMAPHORE_AGENT_OS',
      /to be in "defaults" or in one of the "fleets"/,
      undefined,
    ],
    [
      'a stack name in the defaults',
      { defaults: { [STACK_NAME]: 'a' }, fleets: [minimalFleet] },
      STACK_NAME,
      /not in the defaults/,
      undefined,
    ],
  ])('is rejected with %s', (_what, file, key, expected, suggestion) =>
    expect(attempt({}, file).problems).toEqual([
      expect.objectContaining({ key, expected: expect.stringMatching(expected), suggestion }),
    ]),
  );

  it.each([{ AWS_SECRET_ACCESS_KEY: 's3cr3t' }, { fleets: [{}], AWS_SECRET_ACCESS_KEY: 's3cr3t' }])(
    'is rejected without showing the value of a key: %j',
    (file) => expect(attempt({}, file).message).not.toContain('s3cr3t'),
  );

  it('is rejected with one problem for a fleet that is not an object', () => {
    const { problems } = attempt({}, { fleets: ['a', { ...minimalFleet, SEMAPHORE_AGENT_OS: 'windos' }] });
    expect(problems).toMatchObject([
      { key: 'fleets[0]', given: '"a"' },
      { key: 'SEMAPHORE_AGENT_OS', fleet: minimalFleet.SEMAPHORE_AGENT_STACK_NAME },
    ]);
  });
});
