import { join } from 'node:path';
import { execa } from 'execa';

/**
 * Variables of the environment that have Ansible run the same modules by way of Mitogen, which keeps one Python on the
 * machine instead of a new one for each task: a third of the time.
 * @param bin - folder of the programs of images/requirements.txt
 */
export async function mitogen(bin: string): Promise<Readonly<Record<string, string>>> {
  const where = 'import ansible_mitogen; print(ansible_mitogen.__path__[0])';
  const { stdout: folder } = await execa(join(bin, 'python'), ['-c', where]);
  return {
    ANSIBLE_STRATEGY: 'mitogen_linear',
    ANSIBLE_STRATEGY_PLUGINS: join(folder, 'plugins/strategy'),
    // Not below a home, where the cleanup would take away what it runs in.
    ANSIBLE_REMOTE_TEMP: '/var/tmp',
  };
}
