import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, show } from './problem.ts';

const nothing = { fleet: undefined, place: undefined, given: undefined, suggestion: undefined };

describe('ConfigurationError', () => {
  it('describes every problem in full', () => {
    const error = new ConfigurationError([
      {
        key: 'SEMAPHORE_AGENT_OS',
        fleet: 'linux-ci',
        place: 'fleet.json:7',
        given: '"windos"',
        expected: 'one of windows, macos',
        suggestion: 'windows',
      },
      { ...nothing, key: 'SEMAPHORE_AGENT_STACK_NAME', expected: 'to be set' },
    ]);
    expect(error.name).toBe('ConfigurationError');
    expect(error.message).toBe(
      [
        'The configuration has 2 problems:',
        '',
        '  SEMAPHORE_AGENT_OS (fleet.json:7, fleet linux-ci)',
        '    given:    "windos"',
        '    expected: one of windows, macos',
        '    try:      windows',
        '',
        '  SEMAPHORE_AGENT_STACK_NAME',
        '    expected: to be set',
      ].join('\n'),
    );
  });

  it('ends with the hints', () => {
    const problem = { ...nothing, key: 'KEY', expected: 'something' };
    const error = new ConfigurationError([problem], ['KYE is not a parameter; did you mean KEY?']);
    expect(error.message).toMatch(/expected: something\n\n {2}KYE is not a parameter; did you mean KEY\?$/);
  });

  it('says `a problem` if there is one', () => {
    const error = new ConfigurationError([{ ...nothing, key: 'KEY', expected: 'something' }]);
    expect(error.message).toMatch(/^The configuration has a problem:\n\n {2}KEY\n/);
  });
});

describe('show', () => {
  it.each([
    ['text', '"text"'],
    ['two\nlines', '"two\\nlines"'],
    [0, '0'],
    [false, 'false'],
    [{ a: [1] }, '{"a":[1]}'],
    [undefined, 'undefined'],
  ])('%j', (value, expected) => expect(show(value)).toBe(expected));

  it('shortens long values', () => expect(show('x'.repeat(500))).toMatch(/^"x{118}…$/));
});
