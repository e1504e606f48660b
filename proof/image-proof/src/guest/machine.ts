import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** Long enough for a busy machine; only a guest that hangs takes longer. */
const TIMEOUT_MS = 300_000;

/** The result of a command line. */
export interface CommandResult {
  readonly exitCode: number;
  /** Standard output and standard error. */
  readonly all: string;
}

/** A container that boots a guest system in this process's network namespace. */
export class Machine {
  /** Its file system. */
  readonly root: string;
  readonly #folder: string;
  #container: ChildProcess | undefined;
  #console = '';

  /** @param folder - contains the file system in `root`, and the private SSH key in `key` */
  constructor(folder: string) {
    this.#folder = folder;
    this.root = join(folder, 'root');
  }

  get privateKey(): string {
    return join(this.#folder, 'key');
  }

  /** The option that gives the guest /dev/net/tun, which containers without root need for their network. Everyone may open the device, as on Ubuntu. */
  async #tun(): Promise<string> {
    const device = join(this.#folder, 'tun');
    if (!existsSync(device)) {
      await execa('mknod', [device, 'c', '10', '200']);
      await chmod(device, 0o666);
    }
    return `--bind=${device}:/dev/net/tun`;
  }

  /** Boots the guest and waits until it is up. Creates missing SSH host keys, as cloud-init does. */
  async boot(): Promise<void> {
    await execa('chroot', [this.root, 'ssh-keygen', '-A']);
    await this.launch();
    await this.untilBooted();
  }

  /** Starts the guest, and does not wait for it. */
  async launch(): Promise<void> {
    const options = [
      '--quiet',
      '--boot',
      '--register=no',
      '--keep-unit',
      '--link-journal=no',
      '--resolv-conf=off',
      // For the packet filter of strict isolation.
      '--capability=CAP_NET_ADMIN',
      await this.#tun(),
    ];
    this.#container = spawn('systemd-nspawn', [...options, '--machine=guest', `--directory=${this.root}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
        SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
      },
    });
    const keepOutput = (text: Buffer): void => {
      this.#console = `${this.#console}${text.toString()}`.slice(-5_000);
    };
    this.#container.stdout?.on('data', keepOutput);
    this.#container.stderr?.on('data', keepOutput);
  }

  /** Waits until the guest has finished its boot. @throws Error with its console's output if it does not */
  async untilBooted(): Promise<void> {
    const deadline = Date.now() + TIMEOUT_MS;
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

  /** Waits until the guest has shut down. @returns false if it takes too long */
  async ended(withinMs = TIMEOUT_MS): Promise<boolean> {
    if (this.#container !== undefined && this.running) {
      await once(this.#container, 'exit', { signal: AbortSignal.timeout(withinMs) }).catch(() => undefined);
    }
    return !this.running;
  }

  /** Runs a command line as a user of the guest. The exit code is 255 if the guest is unreachable. */
  async run(command: string, user = 'root'): Promise<CommandResult> {
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

  /** The last output of its console. */
  get consoleOutput(): string {
    return this.#console;
  }

  /** Asks the guest to shut down, and kills it if that fails. @returns whether it shut down by itself */
  async powerOff(): Promise<boolean> {
    if (!this.running) return true;
    this.#container?.kill('SIGTERM');
    if (await this.ended()) return true;
    await this.kill();
    return false;
  }

  /** Ends the guest at once, as a power failure does: kills its first process, whereupon the kernel kills the others. */
  async kill(): Promise<void> {
    const { pid } = this.#container ?? {};
    if (pid !== undefined && this.running) {
      const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
      for (const child of children.split(' ').filter(Boolean)) process.kill(Number(child), 'SIGKILL');
    }
    this.#container?.kill('SIGKILL');
    await this.ended();
  }

  /** Makes the guest trust a CA certificate. @param certificate - in PEM */
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
