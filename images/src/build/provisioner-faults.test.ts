import { describe, expect, it } from '@jest/globals';
import { parsePackerLine } from './machine-readable.ts';
import { provisionerFaults } from './provisioner-faults.ts';

const SOURCE = 'semaphore-agent.amazon-ebs.x';
const escape = (text: string): string => text.replaceAll(',', '%!(PACKER_COMMA)').replaceAll('\n', '\\n');

/** What a program on the instance printed, in Packer's machine-readable output. */
const printed = (...lines: string[]): string[] =>
  lines.map((line) => `1700,,ui,message,    ${SOURCE}: ${escape(line)}`);
/** The same for standard error. */
const printedError = (...lines: string[]): string[] =>
  lines.map((line) => `1700,,ui,error,==> ${SOURCE}: ${escape(line)}`);

const WHY = 'Script exited with non-zero exit status: 1. Allowed exit codes are: [0]';
const VERDICT = `Build '${SOURCE}' errored after 2 minutes: ${WHY}`;
/** Packer's last messages: for the build, and its summary of all builds. */
const END = [
  `1700,,ui,error,${escape(VERDICT)}`,
  "1700,,ui,error,\\n==> Some builds didn't complete successfully and had errors:",
  `1700,,ui,error,--> ${SOURCE}: ${escape(WHY)}`,
];

const faults = (...output: string[]) =>
  provisionerFaults(output.flatMap((line) => parsePackerLine(line) ?? []));

const PLAYBOOK_SUCCEEDED = printed(
  'TASK [x] ***',
  'changed: [default]',
  'default : ok=1 unreachable=0 failed=0',
);
const PLAYBOOK_FAILED = printed(
  'TASK [x] ***',
  'fatal: [default]: FAILED! => {"msg": "no package"}',
  'default : ok=1 unreachable=0 failed=1',
);
const GOSS = ['Failures/Skipped:', '', 'File: /x: exists:', 'Expected', '    false', 'to equal', '    true'];

describe('provisionerFaults', () => {
  it.each<[string, string[], string]>([
    [
      'Ansible, in whose results Packer has turned `\\n` into newlines',
      printed(
        'TASK [apt : Install] ***',
        'fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "Reading\\nE: no package"}',
        'default : ok=1 unreachable=0 failed=1',
      ),
      'Ansible, task "apt : Install": non-zero return code: E: no package',
    ],
    [
      'Goss, after a playbook that succeeded',
      [...PLAYBOOK_SUCCEEDED, ...printed(...GOSS, 'Total Duration: 0.6s', 'Count: 1, Failed: 1, Skipped: 0')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Goss, inside an error of PowerShell',
      printedError(`goss.exe ended with exit code 1: ${GOSS.join(' ')}`, 'At C:\\common.ps1:40 char:5'),
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Goss, which failed after Ansible',
      [...PLAYBOOK_FAILED, ...printed(...GOSS, 'Total Duration: 1s')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'Ansible, which failed after Goss',
      [...printed(...GOSS), ...PLAYBOOK_FAILED],
      'Ansible, task "x": no package',
    ],
    [
      'PowerShell, after tests that passed on the second attempt',
      [
        ...printed(...GOSS, 'Count: 1, Failed: 1, Skipped: 0', 'Count: 1, Failed: 0, Skipped: 0'),
        ...printedError('EC2Launch.exe ended with exit code 1:', 'At C:\\common.ps1:40 char:5'),
      ],
      'PowerShell: EC2Launch.exe ended with exit code 1: (C:\\common.ps1, line 40)',
    ],
    [
      'PowerShell, which failed after Goss',
      [...printed(...GOSS), ...printedError('no such file', 'At C:\\x.ps1:1 char:2')],
      'PowerShell: no such file (C:\\x.ps1, line 1)',
    ],
    [
      'Goss, which failed after PowerShell',
      [...printedError('no such file', 'At C:\\x.ps1:1 char:2'), ...printed(...GOSS, 'Total Duration: 1s')],
      'Goss: File: /x: exists: Expected false to equal true',
    ],
    [
      'PowerShell on standard error, not a similar text on standard output',
      [...printedError('no such file', 'At C:\\x.ps1:1 char:2'), ...printed('At C:\\printed.ps1:1 char:2')],
      'PowerShell: no such file (C:\\x.ps1, line 1)',
    ],
  ])("reports the message of %s, then Packer's verdict once", (_, output, message) =>
    expect(faults(...output, ...END)).toEqual([message, VERDICT]),
  );

  it('reports the last ten lines of standard error if it recognizes no fault', () => {
    const curl = Array.from({ length: 12 }, (_, line) => `curl: ${line}`);
    expect(faults(...PLAYBOOK_SUCCEEDED, ...printedError(...curl), ...END)).toEqual([
      ...curl.slice(2),
      VERDICT,
    ]);
  });

  it('reports ten faults, and how many more there are', () => {
    const tests = Array.from({ length: 12 }, (_, port) => `Port: tcp:${port}: listening: Expected false`);
    const messages = faults(...printed('Failures/Skipped:', ...tests, 'Total Duration: 1s'), ...END);
    expect(messages.slice(-3)).toEqual([
      'Goss: Port: tcp:9: listening: Expected false',
      '… and 2 more',
      VERDICT,
    ]);
  });

  it('shortens a message to 400 characters', () => {
    const [message] = faults(...printed('Failures/Skipped:', `Command: ${'x'.repeat(900)}`), ...END);
    expect(message).toHaveLength(400);
  });

  it.each([[[]], [['1700,amazon-ebs.x,artifact,0,id,eu-west-1:ami-1']]])('reports nothing for %j', (output) =>
    expect(faults(...output)).toEqual([]),
  );
});
