import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Machine } from './machine.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface PlaybookOptions {
  /** The folder with the programs of images/requirements.txt. */
  readonly bin: string;
  /** The folder images/packer/linux/ansible. */
  readonly ansible: string;
  /** A folder for Ansible's files. */
  readonly scratch: string;
  readonly machine: Machine;
  readonly variables: Variables;
  /** Environment variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Ansible's hosts, with their variables. All are the same guest. Ansible runs on all hosts in parallel.
   * @default - one host, `guest`
   */
  readonly hosts?: Readonly<Record<string, Variables>>;
}

/** Runs a playbook on the guest, as Packer's provisioner does. @returns Ansible's output */
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
  const entries = Object.entries(hosts).map(([name, variables]) => [
    name,
    { ansible_host: '127.0.0.1', ...variables },
  ]);
  return JSON.stringify({ all: { hosts: Object.fromEntries(entries) } });
}
