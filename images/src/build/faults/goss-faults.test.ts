import { describe, expect, it } from '@jest/globals';
import { gossFaults } from './goss-faults.ts';

const OUTPUT = `User: nobody2: exists:
Expected
    false
to equal
    true
File: /nonexistent: mode: skipped
Command: echo ok: exit-status: matches expectation: 0


Failures/Skipped:

Command: sleep 9: exit-status:
Error
    Command execution timed out (100ms)

File: /nonexistent: exists:
Expected
    false
to equal
    true
File: /nonexistent: mode: skipped

User: nobody2: exists:
Expected
    false
to equal
    true

Total Duration: 0.602s
Count: 8, Failed: 3, Skipped: 1
`;
const MESSAGES = [
  'Goss: Command: sleep 9: exit-status: Error Command execution timed out (100ms)',
  'Goss: File: /nonexistent: exists: Expected false to equal true',
  'Goss: User: nobody2: exists: Expected false to equal true',
];

describe('gossFaults', () => {
  const lines = OUTPUT.split('\n');

  it('reports failed tests, but not skipped ones', () =>
    expect(gossFaults(lines)?.messages).toEqual(MESSAGES));

  it('returns the line where the list of failed tests begins', () =>
    expect(gossFaults(lines)?.line).toBe(lines.indexOf('Failures/Skipped:')));

  it('reports only the failed tests of the last run if there were several', () => {
    const before = ['Failures/Skipped:', '', 'Port: tcp:22: listening:', 'Expected', 'Total Duration: 1s'];
    expect(gossFaults([...before, ...lines])?.messages).toEqual(MESSAGES);
  });

  it("finds the tests on Windows, where PowerShell's error has the whole output in one line", () => {
    const thrown = `C:\\semaphore-agent\\goss\\goss.exe ended with exit code 1: ${lines.slice(0, -3).join(' ')}`;
    const place = ['At C:\\packer\\files\\common.ps1:40 char:5', '+     throw "$Program ended'];
    expect(gossFaults([thrown, ...place])?.messages).toEqual(MESSAGES);
  });

  it.each([
    ['no output', []],
    [
      'a run in which all tests passed',
      ['File: /etc: exists: matches expectation: true', 'Count: 1, Failed: 0, Skipped: 0'],
    ],
    [
      'tests that passed on the second attempt',
      [...lines, 'Retrying in 2s', 'File: /nonexistent: exists: matches', 'Count: 8, Failed: 0, Skipped: 1'],
    ],
    [
      'a run with skipped tests only',
      ['Failures/Skipped:', '', 'File: /x: mode: skipped', '', 'Total Duration: 1s'],
    ],
  ])('reports nothing for %s', (_, output) => expect(gossFaults(output)).toBeUndefined());
});
