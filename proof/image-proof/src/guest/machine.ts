import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** What takes seconds takes minutes on a machine that has much else to do; only a hang takes longer. */
const PATIENCE_MS = 300_000;

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
  readonly #folder: string;
  #container: ChildProcess | undefined;
  #console = '';

  /** @param folder - with its file system in `root`, and the key to it in `key` */
  constructor(folder: string) {
    this.#folder = folder;
    this.root = join(folder, 'root');
  }

  get privateKey(): string {
    return join(this.#folder, 'key');
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
    this.#container = spawn('systemd-nspawn', [...options, '--machine=guest', `--directory=${this.root}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
    });
    const keep = (text: Buffer): void => {
      this.#console = `${this.#console}${text.toString()}`.slice(-5_000);
    };
    this.#container.stdout?.on('data', keep);
    this.#container.stderr?.on('data', keep);
    const deadline = Date.now() + PATIENCE_MS;
    while ((await this.run('systemctl is-system-running --wait')).exitCode === 255) {
      if (Date.now() > deadline || !this.running)
        throw new Error(`The guest does not boot: ${this.#console}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  get running(): boolean {
    return (
      this.#container !== undefined &&
      this.#container.exitCode === null &&
      this.#container.signalCode === null
    );
  }

  /** Waits for its end, at most so long. @returns whether it ended */
  async ended(withinMs = PATIENCE_MS): Promise<boolean> {
    if (this.#container !== undefined && this.running) {
      await once(this.#container, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
    }
    return !this.running;
  }

  /** Runs a command line as a user of the guest, root unless said otherwise; 255 when it cannot be reached. */
  async run(command: string, user = 'root'): Promise<Said> {
    const line = `sudo -H -u ${user} bash -c '${command.replaceAll("'", "'\\''")}'`;
    const { exitCode, all } = await execa(
      'ssh',
      [
        ...['-i', this.privateKey, ...SSH_OPTIONS, '-o', `ControlPath=${this.#folder}/ssh-%C`],
        ...['ubuntu@127.0.0.1', line],
      ],
      { reject: false, all: true, stdin: 'ignore' },
    );
    return { exitCode: exitCode ?? -1, all };
  }

  /** The last that it has said. */
  get lastWords(): string {
    return this.#console;
  }

  /** Presses its power button. @returns whether it ended by itself */
  async powerOff(): Promise<boolean> {
    if (!this.running) return true;
    this.#container?.kill('SIGTERM');
    if (await this.ended()) return true;
    this.#container?.kill('SIGKILL');
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
