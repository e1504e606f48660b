import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Machine } from './machine.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface PlaybookOptions {
  /** Folder of the programs of images/requirements.txt. */
  readonly bin: string;
  /** images/packer/linux/ansible */
  readonly ansible: string;
  /** A folder for what Ansible keeps. */
  readonly scratch: string;
  readonly machine: Machine;
  readonly variables: Variables;
  /** Of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Names under which Ansible knows the guest, each with variables of its own: it works on all at once.
   * @default - `guest` alone
   */
  readonly hosts?: Readonly<Record<string, Variables>>;
}

/** Runs a playbook over the guest as Packer's provisioner does. @returns what Ansible printed */
export async function runPlaybook(playbook: string, options: PlaybookOptions): Promise<string> {
  const { bin, ansible, scratch, machine, variables, environment, hosts = { guest: {} } } = options;
  const [inventory, variablesFile] = [join(scratch, 'inventory.json'), join(scratch, 'variables.json')];
  await writeFile(inventory, inventoryOf(hosts));
  await writeFile(variablesFile, JSON.stringify(variables));
  const { all } = await execa(
    join(bin, 'ansible-playbook'),
    [
      ...['--inventory', inventory, '--user', 'ubuntu', '--private-key', machine.privateKey],
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
        ...environment,
      },
    },
  );
  return all;
}

function inventoryOf(hosts: Readonly<Record<string, Variables>>): string {
  const entries = Object.entries(hosts).map(([name, its]) => [name, { ansible_host: '127.0.0.1', ...its }]);
  return JSON.stringify({ all: { hosts: Object.fromEntries(entries) } });
}
