import { join } from 'node:path';
import { execa } from 'execa';

/**
 * Environment variables that make Ansible run its modules through Mitogen. Mitogen keeps one Python process on the machine
 * instead of starting one per task, so a playbook takes a third of the time.
 * @param bin - the folder with the programs of images/requirements.txt
 */
export async function mitogen(bin: string): Promise<Readonly<Record<string, string>>> {
  const where = 'import ansible_mitogen; print(ansible_mitogen.__path__[0])';
  const { stdout: folder } = await execa(join(bin, 'python'), ['-c', where]);
  return {
    ANSIBLE_STRATEGY: 'mitogen_linear',
    ANSIBLE_STRATEGY_PLUGINS: join(folder, 'plugins/strategy'),
    // Not in a home folder, from which the cleanup would remove it while Ansible runs.
    ANSIBLE_REMOTE_TEMP: '/var/tmp',
  };
}
