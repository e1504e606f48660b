import { describe, expect, it } from '@jest/globals';
import { JobLog } from './job-log.ts';

describe('JobLog', () => {
  it('keeps the lines in order and takes repeated ones once', () => {
    const log = new JobLog(1_000);
    const token = log.issueToken();
    expect(log.push(token, 0, 'a\nb\n')).toBe('accepted');
    expect(log.push(token, 1, 'b\nc\n')).toBe('accepted');
    expect(log.push(token, 3, '')).toBe('accepted');
    expect(log.lines).toEqual(['a', 'b', 'c']);
  });

  it('refuses lines that leave a gap, a token it did not give, and what is above its size', () => {
    const log = new JobLog(4);
    const token = log.issueToken();
    expect(log.push(token, 1, 'a\n')).toBe('gap');
    expect(log.push('other', 0, 'a\n')).toBe('unauthorized');
    expect(log.push(token, 0, 'é\n')).toBe('accepted');
    expect(log.push(token, 1, 'b\n')).toBe('full');
    expect(log.lines).toEqual(['é']);
  });

  it('takes no expired token, and each new one', () => {
    const log = new JobLog(100);
    const [first, second] = [log.issueToken(), log.issueToken()];
    expect([first, second].map((token) => log.push(token, 0, ''))).toEqual(['accepted', 'accepted']);
    log.revoke();
    expect(log.push(first, 0, 'a\n')).toBe('unauthorized');
    expect(log.push(log.issueToken(), 0, 'a\n')).toBe('accepted');
  });
});
