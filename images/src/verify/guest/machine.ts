import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { CLOUD_INIT, CLOUD_INIT_UNIT } from './cloud-init.ts';

/** What takes seconds takes minutes on a machine that has much else to do; only a hang takes longer. */
const PATIENCE_MS = 300_000;

export interface MachineOptions {
  /** An empty folder on a file system that overlays can be made of. */
  readonly folder: string;
  /** The file system that it starts from; it is not changed. */
  readonly base: string;
  /** PEM of the authority behind every vendor. */
  readonly certificate: string;
  /** Armored key of the vendors' APT repositories. */
  readonly aptKey: string;
  /** Served on the loopback interface. */
  readonly hosts: readonly string[];
}

/** What a command line came to. */
export interface Said {
  readonly exitCode: number;
  /** Standard output and standard error. */
  readonly all: string;
}

/** A Debian that boots in this process's network namespace, with what Packer finds on one of Canonical's instances. */
export class Machine {
  /** Its file system, as it is now. */
  readonly root: string;
  private readonly folder: string;
  private container: ChildProcess | undefined;
  private console = '';

  private constructor(folder: string) {
    this.folder = folder;
    this.root = join(folder, 'root');
  }

  static async prepare({ folder, base, certificate, aptKey, hosts }: MachineOptions): Promise<Machine> {
    const machine = new Machine(folder);
    for (const name of ['upper', 'work', 'root']) await mkdir(join(folder, name), { recursive: true });
    const layers = `lowerdir=${base},upperdir=${join(folder, 'upper')},workdir=${join(folder, 'work')}`;
    await execa('mount', ['-t', 'overlay', 'overlay', '-o', layers, machine.root]);
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', machine.privateKey]);
    const publicKey = await readFile(`${machine.privateKey}.pub`, 'utf8');
    await machine.write('etc/hosts', `127.0.0.1 localhost guest ${hosts.join(' ')}\n`);
    await machine.write('etc/hostname', 'guest\n');
    await machine.write('etc/apt/sources.list', APT_SOURCES);
    await machine.write('etc/apt/stand-in.asc', aptKey);
    // Ubuntu's cloud images install no recommended packages either.
    await machine.write('etc/apt/apt.conf.d/99-guest', 'APT::Install-Recommends "false";\n');
    await machine.write('etc/pip.conf', '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n');
    await machine.write('etc/sudoers.d/ubuntu', 'ubuntu ALL=(ALL) NOPASSWD:ALL\n');
    await machine.write('usr/bin/cloud-init', CLOUD_INIT, 0o755);
    await machine.write('usr/bin/snap', SNAP, 0o755);
    await machine.write('etc/systemd/system/cloud-init.service', CLOUD_INIT_UNIT);
    for (const timer of ['apt-daily.timer', 'apt-daily-upgrade.timer']) {
      await symlink('/dev/null', join(machine.root, 'etc/systemd/system', timer));
    }
    await execa('systemctl', [`--root=${machine.root}`, '--quiet', 'enable', 'cloud-init']);
    await machine.trust(certificate);
    await execa('chroot', [machine.root, 'useradd', '--create-home', '--shell', '/bin/bash', 'ubuntu']);
    await machine.write('home/ubuntu/.ssh/authorized_keys', publicKey);
    await execa('chroot', [machine.root, 'chown', '-R', 'ubuntu:', '/home/ubuntu/.ssh']);
    return machine;
  }

  get privateKey(): string {
    return join(this.folder, 'key');
  }

  /** As at an instance's first boot; cloud-init makes it host keys where it has none. */
  async boot(): Promise<void> {
    await execa('chroot', [this.root, 'ssh-keygen', '-A']);
    const options = [
      '--quiet',
      '--boot',
      '--register=no',
      '--keep-unit',
      '--link-journal=no',
      '--resolv-conf=off',
    ];
    this.container = spawn('systemd-nspawn', [...options, '--machine=guest', `--directory=${this.root}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
    });
    const keep = (text: Buffer): void => {
      this.console = `${this.console}${text.toString()}`.slice(-5_000);
    };
    this.container.stdout?.on('data', keep);
    this.container.stderr?.on('data', keep);
    const deadline = Date.now() + PATIENCE_MS;
    while ((await this.run('systemctl is-system-running --wait')).exitCode === 255) {
      if (Date.now() > deadline || !this.running) throw new Error(`The guest does not boot: ${this.console}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  get running(): boolean {
    return (
      this.container !== undefined && this.container.exitCode === null && this.container.signalCode === null
    );
  }

  /** Waits for its end, at most so long. @returns whether it ended */
  async ended(withinMs = PATIENCE_MS): Promise<boolean> {
    if (this.container !== undefined && this.running) {
      await once(this.container, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
    }
    return !this.running;
  }

  /** Runs a command line as a user of the guest, root unless said otherwise; 255 when it cannot be reached. */
  async run(command: string, user = 'root'): Promise<Said> {
    const line = `sudo -H -u ${user} bash -c '${command.replaceAll("'", "'\\''")}'`;
    const { exitCode, all } = await execa(
      'ssh',
      [
        ...['-i', this.privateKey, ...SSH_OPTIONS, '-o', `ControlPath=${this.folder}/ssh-%C`],
        ...['ubuntu@127.0.0.1', line],
      ],
      { reject: false, all: true, stdin: 'ignore' },
    );
    return { exitCode: exitCode ?? -1, all };
  }

  /** The last that it has said. */
  get lastWords(): string {
    return this.console;
  }

  /** Presses its power button. @returns whether it ended by itself */
  async powerOff(): Promise<boolean> {
    if (!this.running) return true;
    this.container?.kill('SIGTERM');
    if (await this.ended()) return true;
    this.container?.kill('SIGKILL');
    await this.ended();
    return false;
  }

  /** @param certificate - PEM of an authority */
  async trust(certificate: string): Promise<void> {
    await appendFile(join(this.root, 'etc/ssl/certs/ca-certificates.crt'), `${certificate.trim()}\n`);
  }

  async write(path: string, content: string, mode = 0o644): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
  }
}

const SSH_OPTIONS = [
  ...['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
  ...[
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=30',
    '-o',
    'ControlMaster=auto',
    '-o',
    'ControlPersist=60',
  ],
];

const APT_SOURCES = 'deb [signed-by=/etc/apt/stand-in.asc] http://deb.debian.org/debian bookworm main\n';

const SNAP = `#!/bin/sh
set -e
[ "$1 $2 $3" = 'install amazon-ssm-agent --classic' ] || exit 2
mkdir -p /snap/amazon-ssm-agent
cat >/etc/systemd/system/snap.amazon-ssm-agent.amazon-ssm-agent.service <<END
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
`;
