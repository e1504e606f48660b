import { describe, expect, it } from '@jest/globals';
import { ansibleFaults } from './ansible-faults.ts';

/** The output of a playbook; `¶` stands for a newline that Packer has decoded from `\n`. */
const playbookOutput = (tasks: string, failed = 1): string[] =>
  [
    'PLAY [all] *********************************************************************',
    'TASK [users : Create the user] ***************************************************',
    'changed: [default]',
    ...tasks.trim().split('\n'),
    'PLAY RECAP *********************************************************************',
    `default                    : ok=1    changed=1    unreachable=0    failed=${failed}    skipped=0    rescued=0    ignored=0`,
  ].map((line) => line.replaceAll('¶', '\n'));

describe('ansibleFaults', () => {
  it.each<[string, string, string[]]>([
    [
      'a message',
      `
TASK [yq : Install yq, for good] ***********************************************
[ERROR]: Task failed: Module failed: Request failed: <urlopen error [Errno 111] Connection refused>
Origin: /work/images/packer/linux/ansible/roles/yq/tasks/main.yml:6:7

6     - name: Install yq, for good
        ^ column 7

fatal: [default]: FAILED! => {"changed": false, "dest": "/tmp/yq", "elapsed": 0, "msg": "Request failed: <urlopen error [Errno 111] Connection refused>", "url": "https://example.com/yq"}`,
      [
        'Ansible, task "yq : Install yq, for good": Request failed: <urlopen error [Errno 111] Connection refused>',
      ],
    ],
    [
      "the last line of a program's output if Ansible gives no reason",
      `
TASK [Run a program] ***********************************************************
fatal: [default]: FAILED! => {"changed": true, "cmd": ["x"], "msg": "non-zero return code", "rc": 3, "stderr": "Reading lists¶E: Unable to locate package foo", "stdout": "out"}`,
      ['Ansible, task "Run a program": non-zero return code: E: Unable to locate package foo'],
    ],
    [
      "Ansible's message if the program printed nothing",
      `
TASK [Run a program] ***********************************************************
fatal: [default]: FAILED! => {"msg": "non-zero return code", "rc": 1, "stderr": "", "stdout": ""}`,
      ['Ansible, task "Run a program": non-zero return code'],
    ],
    [
      'each item of a loop',
      `
TASK [Hold packages] ***********************************************************
ok: [default] => (item=a)
failed: [default] (item=b) => {"item": "b", "msg": "no package b"}
failed: [default] (item=c d) => {"item": "c d", "msg": "no package c d"}`,
      [
        'Ansible, task "Hold packages" (b): no package b',
        'Ansible, task "Hold packages" (c d): no package c d',
      ],
    ],
    [
      'the message of a result that spans several lines',
      `
TASK [Verify] ****************************************************************
fatal: [default]: FAILED! => {
    "assertion": false,
    "changed": false,
    "msg": "wrong checksum"
}`,
      ['Ansible, task "Verify": wrong checksum'],
    ],
    [
      'no failure that was ignored or rescued',
      `
TASK [Ignored] ****************************************************************
fatal: [default]: FAILED! => {"msg": "ignored"}
...ignoring
TASK [Rescued] ****************************************************************
fatal: [default]: FAILED! => {"msg": "rescued"}
TASK [Secret] ******************************************************************
fatal: [default]: FAILED! => {"censored": "the output has been hidden", "changed": false}`,
      ['Ansible, task "Secret": the output has been hidden'],
    ],
    [
      'the failed task, not the tasks of "always" that ran after it',
      `
TASK [Fetch] *******************************************************************
fatal: [default]: FAILED! => {"msg": "no such host"}
TASK [Clean up] ****************************************************************
changed: [default]`,
      ['Ansible, task "Fetch": no such host'],
    ],
    [
      'a handler',
      `
TASK [docker : Configure] ******************************************************
changed: [default]
RUNNING HANDLER [docker : Restart] *********************************************
fatal: [default]: FAILED! => {"msg": "Unable to restart service docker"}`,
      ['Ansible, handler "docker : Restart": Unable to restart service docker'],
    ],
    [
      'a message that is a mapping',
      `
TASK [Refuse] ******************************************************************
fatal: [default]: FAILED! => {"msg": {"disk": "full"}}`,
      ['Ansible, task "Refuse": {"disk":"full"}'],
    ],
    [
      'the text of a truncated result that spans several lines',
      `
TASK [Long] ********************************************************************
fatal: [default]: FAILED! => {
    "msg": "half of

NO MORE HOSTS LEFT *************************************************************`,
      ['Ansible, task "Long": { "msg": "half of'],
    ],
    [
      "the last line of a program's output in a result that spans several lines",
      `
TASK [Run] *********************************************************************
fatal: [default]: FAILED! => {
    "msg": "non-zero return code",
    "stderr": "Reading¶E: no package"
}`,
      ['Ansible, task "Run": non-zero return code: E: no package'],
    ],
    ...[
      'W: a mirror is slow',
      'WARNING: apt does not have a stable CLI interface',
      'dpkg: warning: files list is missing',
      'npm WARN deprecated x',
    ].map((warning): [string, string, string[]] => [
      `the last error of a program, not its warning: ${warning}`,
      `
TASK [Run] *********************************************************************
fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "E: bad¶${warning}"}`,
      ['Ansible, task "Run": non-zero return code: E: bad'],
    ]),
    [
      'a warning if the program printed nothing else',
      `
TASK [Run] *********************************************************************
fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "W: bad", "stdout": "out"}`,
      ['Ansible, task "Run": non-zero return code: W: bad'],
    ],
    [
      'an unreachable instance',
      `
TASK [Gathering Facts] *********************************************************
fatal: [default]: UNREACHABLE! => {"changed": false, "msg": "Connection timed out", "unreachable": true}`,
      ['Ansible, task "Gathering Facts": Connection timed out'],
    ],
    [
      'the text of a truncated result',
      `
TASK [Long] ********************************************************************
fatal: [default]: FAILED! => {"msg": "half of`,
      ['Ansible, task "Long": {"msg": "half of'],
    ],
  ])('reports %s', (_, tasks, messages) =>
    expect(ansibleFaults(playbookOutput(tasks))?.messages).toEqual(messages),
  );

  it('reports nothing for a playbook that succeeded despite a failed task', () => {
    const tasks = 'TASK [x] ***\nfatal: [default]: FAILED! => {"msg": "rescued"}';
    expect(ansibleFaults(playbookOutput(tasks, 0))).toBeUndefined();
  });

  const FETCH_AND_CLEAN_UP = `
TASK [Fetch] ***
fatal: [default]: FAILED! => {"msg": "no such host"}
TASK [Clean up] ***
fatal: [default]: FAILED! => {"msg": "no such file"}`;
  const FETCH = 'Ansible, task "Fetch": no such host';
  const CLEAN_UP = 'Ansible, task "Clean up": no such file';

  it('reports as many tasks as the recap counts', () => {
    expect(ansibleFaults(playbookOutput(FETCH_AND_CLEAN_UP, 2))?.messages).toEqual([FETCH, CLEAN_UP]);
    expect(ansibleFaults(playbookOutput(FETCH_AND_CLEAN_UP, 1))?.messages).toEqual([CLEAN_UP]);
  });

  it('reports the last failed task, and its line, if there is no recap', () =>
    expect(ansibleFaults(FETCH_AND_CLEAN_UP.split('\n'))).toEqual({ line: 4, messages: [CLEAN_UP] }));
});
