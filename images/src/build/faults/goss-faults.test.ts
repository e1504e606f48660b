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
const TOLD = [
  'Goss: Command: sleep 9: exit-status: Error Command execution timed out (100ms)',
  'Goss: File: /nonexistent: exists: Expected false to equal true',
  'Goss: User: nobody2: exists: Expected false to equal true',
];

describe('gossFaults', () => {
  const lines = OUTPUT.split('\n');

  it('tells the tests that failed, not those that were skipped', () =>
    expect(gossFaults(lines)?.told).toEqual(TOLD));

  it('tells at which line their list begins', () =>
    expect(gossFaults(lines)?.at).toBe(lines.indexOf('Failures/Skipped:')));

  it('tells those of the last run of several', () => {
    const before = ['Failures/Skipped:', '', 'Port: tcp:22: listening:', 'Expected', 'Total Duration: 1s'];
    expect(gossFaults([...before, ...lines])?.told).toEqual(TOLD);
  });

  it('tells so on Windows, where PowerShell has all of it in one error', () => {
    const thrown = `C:\\semaphore-agent\\goss\\goss.exe ended with exit code 1: ${lines.slice(0, -3).join(' ')}`;
    const place = ['At C:\\packer\\files\\common.ps1:40 char:5', '+     throw "$Program ended'];
    expect(gossFaults([thrown, ...place])?.told).toEqual(TOLD);
  });

  it.each([
    ['nothing', []],
    [
      'a run that went well',
      ['File: /etc: exists: matches expectation: true', 'Count: 1, Failed: 0, Skipped: 0'],
    ],
    [
      'tests that passed when they were tried again',
      [...lines, 'Retrying in 2s', 'File: /nonexistent: exists: matches', 'Count: 8, Failed: 0, Skipped: 1'],
    ],
    ['skipped tests alone', ['Failures/Skipped:', '', 'File: /x: mode: skipped', '', 'Total Duration: 1s']],
  ])('is silent of %s', (_, said) => expect(gossFaults(said)).toBeUndefined());
});
