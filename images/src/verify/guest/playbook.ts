import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Machine } from './machine.ts';

export interface PlaybookOptions {
  /** Folder of the programs of images/requirements.txt. */
  readonly bin: string;
  /** images/packer/linux/ansible */
  readonly ansible: string;
  /** A folder for what Ansible keeps. */
  readonly scratch: string;
  readonly machine: Machine;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What became of a playbook. */
export interface Recap {
  readonly exit: number;
  readonly ok: number;
  readonly changed: number;
  /** Names of the tasks that changed something. */
  readonly changes: readonly string[];
  readonly output: string;
  /** What a reader needs of the output when it failed. */
  readonly failure: string;
}

/** Runs a playbook over the guest as Packer's provisioner does. */
export async function runPlaybook(playbook: string, options: PlaybookOptions): Promise<Recap> {
  const { bin, ansible, scratch, machine, variables } = options;
  const variablesFile = join(scratch, 'variables.json');
  await writeFile(variablesFile, JSON.stringify(variables));
  const { exitCode, all } = await execa(
    join(bin, 'ansible-playbook'),
    [
      ...['--inventory', '127.0.0.1,', '--user', 'ubuntu', '--private-key', machine.privateKey],
      ...['--ssh-common-args', '-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR'],
      ...['--extra-vars', `@${variablesFile}`, playbook],
    ],
    {
      cwd: ansible,
      reject: false,
      all: true,
      stdin: 'ignore',
      env: {
        PATH: `${bin}:${process.env['PATH']}`,
        ANSIBLE_CONFIG: join(ansible, 'ansible.cfg'),
        ANSIBLE_HOME: join(scratch, 'ansible'),
        ANSIBLE_SSH_CONTROL_PATH_DIR: join(scratch, 'ssh'),
        ANSIBLE_ROLES_PATH: join(ansible, 'roles'),
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_DEPRECATION_WARNINGS: 'False',
        LC_ALL: 'C.UTF-8',
      },
    },
  );
  return readRecap(exitCode ?? -1, all);
}

/** Reads what ansible-playbook printed, of its first playbook. */
export function readRecap(exit: number, output: string): Recap {
  const recap = /ok=(\d+)\s+changed=(\d+)/.exec(output);
  return {
    exit,
    ok: Number(recap?.[1] ?? 0),
    changed: Number(recap?.[2] ?? -1),
    changes: changedTasks(output.slice(0, recap?.index)),
    output,
    failure: output.slice(Math.max(0, output.search(/\[ERROR\]|fatal:/))).slice(0, 3_000),
  };
}

function changedTasks(output: string): readonly string[] {
  let task = '';
  const changes: string[] = [];
  for (const line of output.split('\n')) {
    task = /^TASK \[(.*)\] \*/.exec(line)?.[1] ?? task;
    if (line.startsWith('changed:')) changes.push(task);
  }
  return changes;
}
