import { beforeEach, describe, expect, it } from '@jest/globals';
import { JobLog } from './job-log.ts';

describe('JobLog', () => {
  let log: JobLog;
  let token: string;
  beforeEach(() => {
    log = new JobLog(4);
    token = log.issueToken();
  });
  const push = (startFrom: number, body: string) => log.push(token, startFrom, body, 7_000);

  it.each<[string, [number, string][], string[]]>([
    [
      'keeps the lines in order',
      [
        [0, 'a\n'],
        [1, 'b\n'],
      ],
      ['a', 'b'],
    ],
    [
      'replaces the lines from the given number on',
      [
        [0, 'a\nb\n'],
        [1, 'x\n'],
      ],
      ['a', 'x'],
    ],
    [
      'closes a gap in the numbering',
      [
        [0, 'a\n'],
        [7, 'b\n'],
      ],
      ['a', 'b'],
    ],
    [
      'starts over at a push from 0',
      [
        [0, 'a\nb\n'],
        [0, 'x\n'],
      ],
      ['x'],
    ],
    [
      'ignores empty lines, and pushes that contain only empty lines',
      [
        [0, 'a\n\nb\n'],
        [0, '\n'],
      ],
      ['a', 'b'],
    ],
  ])('%s', (_, pushes, lines) => {
    for (const [startFrom, body] of pushes) expect(push(startFrom, body)).toBe('accepted');
    expect(log.lines).toEqual(lines);
  });

  it('accepts the push that crosses the size limit, refuses later pushes, and adds one line about the trimming', () => {
    expect(push(0, 'é\n')).toBe('accepted');
    expect(push(1, 'bbb\n')).toBe('accepted');
    expect(push(2, 'c\n')).toBe('full');
    expect(push(2, 'c\n')).toBe('full');
    expect(log.lines).toEqual([
      'é',
      'bbb',
      '{"timestamp":7,"output":"Content of the log is bigger than 16MB. Log is trimmed.","event":"cmd_output"}',
    ]);
    expect(push(0, 'again\n')).toBe('accepted');
  });

  it('accepts up to 2,000 lines in one push', () => {
    expect(push(0, 'a\n'.repeat(2_001))).toBe('too-many-lines');
    expect(push(0, 'a\n'.repeat(2_000))).toBe('accepted');
  });

  it('refuses tokens that are unknown or expired, and accepts each new token', () => {
    const second = log.issueToken();
    expect(log.push('other', 0, 'a\n', 0)).toBe('unauthorized');
    expect([token, second].map((given) => log.push(given, 0, '', 0))).toEqual(['accepted', 'accepted']);
    log.revoke();
    expect(log.push(token, 0, 'a\n', 0)).toBe('unauthorized');
    expect(log.push(log.issueToken(), 0, 'a\n', 0)).toBe('accepted');
  });
});
