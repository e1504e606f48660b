import { describe, expect, it } from '@jest/globals';
import { ansibleFaults } from './ansible-faults.ts';

/** The output of a playbook; `¶` stands for a newline that Packer has decoded from an escape. */
const play = (tasks: string, failed = 1): string[] =>
  [
    'PLAY [all] *********************************************************************',
    'TASK [users : Make the user] ***************************************************',
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
      "a program's last words, where Ansible has none",
      `
TASK [Run a program] ***********************************************************
fatal: [default]: FAILED! => {"changed": true, "cmd": ["x"], "msg": "non-zero return code", "rc": 3, "stderr": "Reading lists¶E: Unable to locate package foo", "stdout": "out"}`,
      ['Ansible, task "Run a program": non-zero return code: E: Unable to locate package foo'],
    ],
    [
      'a program that says nothing',
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
      'a result over several lines',
      `
TASK [Is right] ****************************************************************
fatal: [default]: FAILED! => {
    "assertion": false,
    "changed": false,
    "msg": "the checksum is not right"
}`,
      ['Ansible, task "Is right": the checksum is not right'],
    ],
    [
      'not what was ignored or rescued',
      `
TASK [tolerate] ****************************************************************
fatal: [default]: FAILED! => {"msg": "ignored"}
...ignoring
TASK [may fail] ****************************************************************
fatal: [default]: FAILED! => {"msg": "rescued"}
TASK [Secret] ******************************************************************
fatal: [default]: FAILED! => {"censored": "the output has been hidden", "changed": false}`,
      ['Ansible, task "Secret": the output has been hidden'],
    ],
    [
      'what ended it, not what followed in "always"',
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
      'a result over several lines that is cut off',
      `
TASK [Long] ********************************************************************
fatal: [default]: FAILED! => {
    "msg": "half of

NO MORE HOSTS LEFT *************************************************************`,
      ['Ansible, task "Long": { "msg": "half of'],
    ],
    [
      "a result over several lines, with a program's last words",
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
      `a program's last words, not: ${warning}`,
      `
TASK [Run] *********************************************************************
fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "E: bad¶${warning}"}`,
      ['Ansible, task "Run": non-zero return code: E: bad'],
    ]),
    [
      'a warning, where a program says no more',
      `
TASK [Run] *********************************************************************
fatal: [default]: FAILED! => {"msg": "non-zero return code", "stderr": "W: bad", "stdout": "out"}`,
      ['Ansible, task "Run": non-zero return code: W: bad'],
    ],
    [
      'an instance that is gone',
      `
TASK [Gathering Facts] *********************************************************
fatal: [default]: UNREACHABLE! => {"changed": false, "msg": "Connection timed out", "unreachable": true}`,
      ['Ansible, task "Gathering Facts": Connection timed out'],
    ],
    [
      'a result that is cut off',
      `
TASK [Long] ********************************************************************
fatal: [default]: FAILED! => {"msg": "half of`,
      ['Ansible, task "Long": {"msg": "half of'],
    ],
  ])('tells %s', (_, tasks, told) => expect(ansibleFaults(play(tasks))?.told).toEqual(told));

  it('is silent of a playbook that ended well in spite of a failed task', () => {
    const tasks = 'TASK [x] ***\nfatal: [default]: FAILED! => {"msg": "rescued"}';
    expect(ansibleFaults(play(tasks, 0))).toBeUndefined();
  });

  const CAUSE_AND_CLEANING = `
TASK [Fetch] ***
fatal: [default]: FAILED! => {"msg": "no such host"}
TASK [Clean up] ***
fatal: [default]: FAILED! => {"msg": "no such file"}`;
  const FETCH = 'Ansible, task "Fetch": no such host';
  const CLEAN_UP = 'Ansible, task "Clean up": no such file';

  it('tells as many tasks as the recap counts', () => {
    expect(ansibleFaults(play(CAUSE_AND_CLEANING, 2))?.told).toEqual([FETCH, CLEAN_UP]);
    expect(ansibleFaults(play(CAUSE_AND_CLEANING, 1))?.told).toEqual([CLEAN_UP]);
  });

  it('tells the last one of a playbook without a recap, and its line', () =>
    expect(ansibleFaults(CAUSE_AND_CLEANING.split('\n'))).toEqual({ at: 4, told: [CLEAN_UP] }));
});
