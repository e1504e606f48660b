import { describe, expect, it } from '@jest/globals';
import { loadFleets } from './load.ts';
import { ConfigurationError } from '../problems/problem.ts';
import { attempt, cautious, minimalFleet } from '../testing/attempt.ts';
import { fleetWith, mac } from '../testing/rule-cases.ts';

const TYPE = 'SEMAPHORE_AGENT_INSTANCE_TYPE';
const FAMILIES = 'SEMAPHORE_AGENT_MAC_FAMILY';
const MAX = 'SEMAPHORE_AGENT_ASG_MAX_SIZE';
const NAME = 'SEMAPHORE_AGENT_STACK_NAME';
const unnamed = {
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: minimalFleet.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
  SEMAPHORE_ORGANIZATION: minimalFleet.SEMAPHORE_ORGANIZATION,
};

describe('precedence', () => {
  it.each<[string, Record<string, string | undefined>, Record<string, unknown>, string]>([
    ['the default if nothing is set', {}, {}, 't2.micro'],
    ['the file over the default', {}, { [TYPE]: 'm7i.large' }, 'm7i.large'],
    ['the environment over the file', { [TYPE]: 'm7a.large' }, { [TYPE]: 'm7i.large' }, 'm7a.large'],
    ['an empty value in the environment as the default', { [TYPE]: '' }, { [TYPE]: 'm7i.large' }, 't2.micro'],
    ['blanks in the environment as the default', { [TYPE]: '  ' }, { [TYPE]: 'm7i.large' }, 't2.micro'],
    ['an empty value in the file as the default', {}, { [TYPE]: '' }, 't2.micro'],
    ['the file over an undefined variable', { [TYPE]: undefined }, { [TYPE]: 'm7i.large' }, 'm7i.large'],
  ])('takes %s', (_what, env, file, instanceType) =>
    expect(attempt(env, { ...minimalFleet, ...file }).fleets).toMatchObject([{ instance: { instanceType } }]),
  );

  it('takes an empty list in the file as the default', () => {
    const file = { ...fleetWith(mac), [FAMILIES]: [] };
    expect(attempt({}, file).fleets).toMatchObject([{ instance: { mac: { families: ['mac2'] } } }]);
  });

  it('says that no file was read if the stack name is missing', () => {
    const nameless = { ...minimalFleet, SEMAPHORE_AGENT_STACK_NAME: '' };
    const hint =
      /No configuration file was read\. Name one with --config or SEMAPHORE_AGENT_STACK_CONFIG, or create one with "init"\./;
    expect(attempt(nameless).message).toMatch(hint);
    expect(attempt({}, nameless).message).not.toMatch(hint);
  });

  it('reads no file if its name is not set or empty', () => {
    const readFile = () => {
      throw new Error('read');
    };
    for (const env of [minimalFleet, { ...minimalFleet, SEMAPHORE_AGENT_STACK_CONFIG: '' }]) {
      expect(loadFleets({ env, readFile }).fleets).toHaveLength(1);
    }
  });
});

describe('problems', () => {
  it('include mistyped variables as a possible cause', () => {
    const { message } = attempt({ ...minimalFleet, [MAX]: 'ten', SEMAPHORE_ORGANISATION: 'x' });
    expect(message).toMatch(
      /SEMAPHORE_ORGANISATION is not a parameter, .*\. Rename it to SEMAPHORE_ORGANIZATION\./,
    );
  });

  it('are reported all at once, each with its location', () => {
    const { problems } = attempt(
      { ...minimalFleet, SEMAPHORE_AGENT_OS: undefined, [MAX]: 'ten' },
      '{\n  "SEMAPHORE_AGENT_OS": "windos",\n  "SEMAPHORE_AGENT_OOS": ""\n}',
    );
    expect(problems).toMatchObject([
      { key: 'SEMAPHORE_AGENT_OOS', place: 'fleet.json:3', suggestion: 'SEMAPHORE_AGENT_OS' },
      {
        key: MAX,
        place: 'environment',
        given: '"ten"',
        expected: 'an integer (instances), from 0 to 10000',
        fleet: undefined,
      },
      { key: 'SEMAPHORE_AGENT_OS', place: 'fleet.json:2', given: '"windos"', suggestion: 'windows' },
    ]);
  });

  it('have the location `default` if a default breaks a rule', () =>
    expect(attempt({ ...minimalFleet, SEMAPHORE_AGENT_ARCH: 'arm64' }).problems).toMatchObject([
      {
        key: TYPE,
        place: 'default',
        given: '"t2.micro"',
        suggestion: 'another type, or SEMAPHORE_AGENT_ARCH=x86_64',
      },
    ]));

  it('name the line of a broken file, not the option or variable that named the file', () => {
    const env = { ...minimalFleet, SEMAPHORE_AGENT_STACK_CONFIG: 'x.json' };
    const load = () => loadFleets({ env, readFile: () => '{', fileOption: '--config' });
    expect(load).toThrow(/^ {2}x\.json:1\n.*valid JSON \(line 1/m);
    expect(load).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/STACK_CONFIG|--config/) }),
    );
  });

  it('include a file that cannot be read', () => {
    const readFile = () => {
      throw new Error("ENOENT: no such file or directory, open 'x.json'");
    };
    const load = () =>
      loadFleets({ env: { ...minimalFleet, SEMAPHORE_AGENT_STACK_CONFIG: 'x.json' }, readFile });
    expect(load).toThrow(ConfigurationError);
    expect(load).toThrow(/SEMAPHORE_AGENT_STACK_CONFIG[^]*"x\.json"[^]*can be read \(ENOENT: no such file/);
  });

  it('say where a file is not JSON', () =>
    expect(attempt(minimalFleet, '{\n  "a": 1\n').message).toMatch(/valid JSON \(line 3, column 1: /));

  it.each([
    ['ENOENT', /an existing file; there is no \/x$/m],
    ['EISDIR', /this is a folder/],
    ['EACCES', /can be read \(why\)/],
  ])('say why a file cannot be read: %s', (code, message) => {
    const readFile = () => {
      throw Object.assign(new Error('why'), { code, path: '/x' });
    };
    expect(() => loadFleets({ env: { SEMAPHORE_AGENT_STACK_CONFIG: 'x' }, readFile })).toThrow(message);
  });

  it('say that a file is empty', () =>
    expect(attempt(minimalFleet, ' \n').message).toMatch(/this one is empty/));
});

describe('several fleets', () => {
  const fleet = (name: string, more = {}) => ({ [NAME]: name, ...more });

  it('prefer their own values to the defaults, and the environment to both', () => {
    const file = {
      defaults: { ...unnamed, [TYPE]: 'm7i.large', [MAX]: 5 },
      fleets: [fleet('a'), fleet('b', { [TYPE]: 'm7a.large' }), fleet('c', { [TYPE]: '' })],
    };
    expect(attempt({ [MAX]: '7' }, file).fleets).toMatchObject([
      { stackName: 'a', instance: { instanceType: 'm7i.large' }, group: { maxSize: 7 } },
      { stackName: 'b', instance: { instanceType: 'm7a.large' }, group: { maxSize: 7 } },
      { stackName: 'c', instance: { instanceType: 't2.micro' }, group: { maxSize: 7 } },
    ]);
  });

  it('need no defaults', () => expect(attempt({}, { fleets: [minimalFleet] }).fleets).toHaveLength(1));

  it.each(['linux', ''])('reject a stack name in the environment (%j)', (name) =>
    expect(
      attempt({ [NAME]: name }, { fleets: [minimalFleet, { ...minimalFleet, [NAME]: 'b' }] }).message,
    ).toMatch(/SEMAPHORE_AGENT_STACK_NAME \(environment\)\n.*\n.*not to be set in the environment/),
  );

  it('reject two fleets with the same stack name', () => {
    const text = ['{', `"defaults": ${JSON.stringify(unnamed)},`, '"fleets": ['];
    const each = ['a', 'b', 'a'].map((name) => JSON.stringify(fleet(name))).join(',\n');
    const { problems } = attempt({}, [...text, `${each}]}`].join('\n'));
    expect(problems).toMatchObject(
      [{ key: NAME, fleet: 'a', place: 'fleet.json:6', expected: /own/ }].map((each) => ({
        ...each,
        expected: expect.stringMatching(each.expected),
      })),
    );
  });

  it('report the problems of every fleet', () => {
    const fleets = [fleet('a', { [MAX]: 'x' }), fleet('b', { SEMAPHORE_AGENT_OS: 'x' }), { [TYPE]: 'x' }];
    const { problems } = attempt({}, { defaults: unnamed, fleets });
    expect(problems.map(({ key, fleet }) => [key, fleet])).toEqual([
      [MAX, 'a'],
      ['SEMAPHORE_AGENT_OS', 'b'],
      [NAME, 'fleets[2]'],
      [TYPE, 'fleets[2]'],
    ]);
  });

  it('report a problem of shared settings once', () => {
    const file = { defaults: { ...unnamed, [TYPE]: 'x' }, fleets: [fleet('a'), fleet('b')] };
    expect(attempt({ [MAX]: 'x' }, file).problems).toMatchObject([
      { key: TYPE, fleet: 'a, b', place: 'fleet.json:1' },
      { key: MAX, fleet: 'a, b', place: 'environment' },
    ]);
  });

  it('have warnings that start with their names', () => {
    const file = {
      defaults: unnamed,
      fleets: [fleet('a', { SEMAPHORE_AGENT_KEY_NAME: 'ops', ...cautious })],
    };
    expect(attempt({ SEMAPHORE_ORGANISATION: 'x' }, file).warnings).toEqual([
      'SEMAPHORE_ORGANISATION is not a parameter, so it has no effect. Rename it to SEMAPHORE_ORGANIZATION.',
      expect.stringMatching(/^a: SEMAPHORE_AGENT_SSH_INGRESS_CIDRS is empty/),
    ]);
  });
});
