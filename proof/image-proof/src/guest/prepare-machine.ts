import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { CLOUD_INIT, CLOUD_INIT_SETTINGS, CLOUD_INIT_UNIT } from './cloud-init.ts';
import { buildPackage, type DebianPackage } from './apt-repository.ts';
import { Machine } from './machine.ts';
import { aptSources, type GuestSystem } from './system.ts';
import { SLOW_PACKAGES } from './vendor-packages.ts';

export interface MachineOptions {
  /** An empty folder on a file system that supports overlays. */
  readonly folder: string;
  readonly system: GuestSystem;
  /** The base file system, which is not changed. */
  readonly base: string;
  /** CA certificate of the vendors' stand-in, in PEM. */
  readonly certificate: string;
  /** Armored key of the vendors' APT repositories. */
  readonly aptKey: string;
  /** Host names that resolve to the loopback interface. */
  readonly hosts: readonly string[];
  /** Whether cloud-init is that of the base, or the stand-in. @default 'stand-in' */
  readonly cloudInit?: 'real' | 'stand-in';
}

/** Prepares a machine that looks like an instance of one of Canonical's images. Does not boot it. */
export async function prepareMachine(options: MachineOptions): Promise<Machine> {
  const { folder, system, base, certificate, aptKey, hosts, cloudInit = 'stand-in' } = options;
  const sources = aptSources(system, '/etc/apt/stand-in.asc');
  const machine = new Machine(folder);
  await layOver(base, folder);
  await machine.write('etc/hosts', `127.0.0.1 localhost guest ${hosts.join(' ')}\n`);
  await machine.write('etc/hostname', 'guest\n');
  for (const path of ['etc/apt/sources.list', 'etc/apt/sources.list.d']) {
    await rm(join(machine.root, path), { recursive: true, force: true });
  }
  await machine.write(sources.path, sources.text);
  await machine.write('etc/apt/stand-in.asc', aptKey);
  // The stand-in for the system's package archive has no recommended packages (base.ts).
  await machine.write('etc/apt/apt.conf.d/99-guest', 'APT::Install-Recommends "false";\n');
  await machine.write('etc/sudoers.d/ubuntu', 'ubuntu ALL=(ALL) NOPASSWD:ALL\n');
  if (cloudInit === 'real') {
    await machine.write('etc/cloud/cloud.cfg.d/99_guest.cfg', CLOUD_INIT_SETTINGS);
  } else {
    await machine.write('usr/bin/cloud-init', CLOUD_INIT, 0o755);
    await machine.write('etc/systemd/system/cloud-init.service', CLOUD_INIT_UNIT);
    await execa('systemctl', [`--root=${machine.root}`, '--quiet', 'enable', 'cloud-init']);
  }
  await install(machine, SLOW_PACKAGES);
  for (const timer of ['apt-daily.timer', 'apt-daily-upgrade.timer']) {
    await symlink('/dev/null', join(machine.root, 'etc/systemd/system', timer));
  }
  await machine.trust(certificate);
  await execa('chroot', [machine.root, 'useradd', '--create-home', '--shell', '/bin/bash', 'ubuntu']);
  await authorize(machine);
  return machine;
}

/** Makes an SSH key for the machine's user ubuntu. */
export async function authorize(machine: Machine): Promise<void> {
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', machine.privateKey]);
  await machine.write(
    'home/ubuntu/.ssh/authorized_keys',
    await readFile(`${machine.privateKey}.pub`, 'utf8'),
  );
  await execa('chroot', [machine.root, 'chown', '-R', 'ubuntu:', '/home/ubuntu/.ssh']);
}

/** Mounts a file system in `<folder>/root` that starts as a copy of the base, which is not changed. */
export async function layOver(base: string, folder: string): Promise<void> {
  const [root, upper, work] = [join(folder, 'root'), join(folder, 'upper'), join(folder, 'work')];
  for (const each of [root, upper, work]) await mkdir(each, { recursive: true });
  const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`;
  await execa('mount', ['-t', 'overlay', 'overlay', '-o', layers, root]);
}

/** Installs packages into a machine that does not run. */
async function install(machine: Machine, packages: readonly DebianPackage[]): Promise<void> {
  const folder = join(machine.root, 'root/packages');
  await mkdir(folder);
  for (const each of packages) await buildPackage(folder, each);
  await execa('chroot', [machine.root, 'sh', '-c', 'dpkg --install /root/packages/*.deb']);
  await rm(folder, { recursive: true });
}
