import { describe, expect, it } from '@jest/globals';
import { parsePackerLine } from './machine-readable.ts';
import { provisionerFaults } from './provisioner-faults.ts';

const SOURCE = 'semaphore-agent.amazon-ebs.x';
const escape = (text: string): string => text.replaceAll(',', '%!(PACKER_COMMA)').replaceAll('\n', '\\n');

/** The output of a program on the instance, as Packer passes it on. */
const printed = (...lines: string[]): string[] =>
  lines.map((line) => `1700,,ui,message,    ${SOURCE}: ${escape(line)}`);
const complained = (...lines: string[]): string[] =>
  lines.map((line) => `1700,,ui,error,==> ${SOURCE}: ${escape(line)}`);

const WHY = 'Script exited with non-zero exit status: 1. Allowed exit codes are: [0]';
const VERDICT = `Build '${SOURCE}' errored after 2 minutes: ${WHY}`;
/** Packer's own last messages, for one build and for all. */
const END = [
  `1700,,ui,error,${escape(VERDICT)}`,
  "1700,,ui,error,\\n==> Some builds didn't complete successfully and had errors:",
  `1700,,ui,error,--> ${SOURCE}: ${escape(WHY)}`,
];

const faults = (...said: string[]) => provisionerFaults(said.flatMap((line) => parsePackerLine(line) ?? []));

const PLAYED_WELL = printed('TASK [x] ***', 'changed: [default]', 'default : ok=1 unreachable=0 failed=0');
const PLAYED_BADLY = printed(
  'TASK [x] ***',
  'fatal: [default]: FAILED! => {"msg": "no package"}',
  'default : ok=1 unreachable=0 failed=1',
);
const GOSS = ['Failures/Skipped:', '', 'File: /x: exists:', 'Expected', '    false', 'to equal', '    true'];

describe('provisionerFaults', () => {
  it.each<[string, string[], string]>([
    [
      'Ansible, whose results have escapes that Packer makes new lines of',
      printed(
        'TASK [apt : Install] ***',
        'fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "Reading\\nE: no package"}',
        'default : ok=1 unreachable=0 failed=1',
      ),
      'Ansible, task "apt : Install": non-zero return code: E: no package',
    ],
    [
      'Goss, after a playbook',
      [...PLAYED_WELL, ...printed(...GOSS, 'Total Duration: 0.6s', 'Count: 1, Failed: 1, Skipped: 0')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Goss, within an error of PowerShell',
      complained(`goss.exe ended with exit code 1: ${GOSS.join(' ')}`, 'At C:\\common.ps1:40 char:5'),
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Goss, which failed after Ansible',
      [...PLAYED_BADLY, ...printed(...GOSS, 'Total Duration: 1s')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Ansible, which failed after Goss',
      [...printed(...GOSS), ...PLAYED_BADLY],
      'Ansible, task "x": no package',
    ],
    [
      'PowerShell, after tests that passed when they were tried again',
      [
        ...printed(...GOSS, 'Count: 1, Failed: 1, Skipped: 0', 'Count: 1, Failed: 0, Skipped: 0'),
        ...complained('EC2Launch.exe ended with exit code 1:', 'At C:\\common.ps1:40 char:5'),
      ],
      'PowerShell: EC2Launch.exe ended with exit code 1: (C:\\common.ps1, line 40)',
    ],
    [
      'PowerShell, which failed after Goss',
      [...printed(...GOSS), ...complained('no such file', 'At C:\\x.ps1:1 char:2')],
      'PowerShell: no such file (C:\\x.ps1, line 1)',
    ],
    [
      'Goss, which failed after PowerShell',
      [...complained('no such file', 'At C:\\x.ps1:1 char:2'), ...printed(...GOSS, 'Total Duration: 1s')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'PowerShell, on standard error alone',
      [...complained('no such file', 'At C:\\x.ps1:1 char:2'), ...printed('At C:\\printed.ps1:1 char:2')],
      'PowerShell: no such file (C:\\x.ps1, line 1)',
    ],
  ])('quotes %s, then Packer, once', (_, said, told) =>
    expect(faults(...said, ...END)).toEqual([told, VERDICT]),
  );

  it('else tells what was said last on standard error', () => {
    const said = Array.from({ length: 12 }, (_, line) => `curl: ${line}`);
    expect(faults(...PLAYED_WELL, ...complained(...said), ...END)).toEqual([...said.slice(2), VERDICT]);
  });

  it('tells ten, and how many more', () => {
    const tests = Array.from({ length: 12 }, (_, port) => `Port: tcp:${port}: listening: Expected false`);
    const told = faults(...printed('Failures/Skipped:', ...tests, 'Total Duration: 1s'), ...END);
    expect(told.slice(-3)).toEqual(['Goss: Port: tcp:9: listening: Expected false', '… and 2 more', VERDICT]);
  });

  it('shortens what is long', () => {
    const [told] = faults(...printed('Failures/Skipped:', `Command: ${'x'.repeat(900)}`), ...END);
    expect(told).toHaveLength(400);
  });

  it.each([[[]], [['1700,amazon-ebs.x,artifact,0,id,eu-west-1:ami-1']]])('has nothing of %j', (said) =>
    expect(faults(...said)).toEqual([]),
  );
});
