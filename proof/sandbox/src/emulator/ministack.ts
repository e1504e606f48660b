import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Certificate } from './certificate.ts';
import { endProcessGroup } from './process-group.ts';

export interface MinistackOptions {
  readonly python: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** The folder for the emulator's temporary files, its log, and the code of its Lambda workers. */
  readonly folder: string;
  /** The endpoint of Auto Scaling for the Lambdas: the fleet simulator. */
  readonly autoScalingUrl: string;
  readonly region: string;
  /** The endpoint of CloudWatch for the Lambdas. @default - the emulator */
  readonly cloudWatchUrl?: string | undefined;
}

/** The emulator did not start. The message contains the end of its output, or the reason why it could not be run. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError';
}

const PROGRAM = join(import.meta.dirname, 'emulator.py');

/** A running MiniStack. One process serves the AWS APIs, and Lambda workers are its children in the same process group. */
export class Ministack {
  readonly url: string;
  readonly logFile: string;
  readonly #child: ChildProcess;
  readonly #options: MinistackOptions;

  private constructor(child: ChildProcess, options: MinistackOptions, logFile: string) {
    this.#child = child;
    this.#options = options;
    this.url = `https://127.0.0.1:${options.port}`;
    this.logFile = logFile;
  }

  /**
   * Starts MiniStack and waits until it answers, which takes about a second.
   *
   * @throws EmulatorStartError if it cannot be run, exits, or does not answer in 300 attempts, which take at least 30 s
   */
  static async start(options: MinistackOptions): Promise<Ministack> {
    const temporary = join(options.folder, 'tmp');
    const logFile = join(options.folder, 'emulator.log');
    await mkdir(temporary, { recursive: true });
    // MiniStack runs Lambda workers as CommonJS scripts in this folder. Without this file, the package.json of the
    // workspace would make them ES modules.
    await writeFile(join(temporary, 'package.json'), '{ "type": "commonjs" }\n');
    const log = openSync(logFile, 'w');
    const child = spawn(options.python, [PROGRAM], {
      // In a separate process group, MiniStack and its workers can be stopped with one signal, and Ctrl-C in the
      // terminal does not reach them.
      detached: true,
      stdio: ['ignore', log, log],
      env: emulatorEnvironment(options, temporary),
    });
    const spawnFailed = new Promise<never>((_, reject) => {
      child.once('error', (error) =>
        reject(new EmulatorStartError(`The emulator cannot be run: ${error.message}`)),
      );
    });
    const emulator = new Ministack(child, options, logFile);
    await writeFile(join(options.folder, 'emulator.pid'), `${child.pid}\n`);
    await Promise.race([emulator.#waitUntilReady(), spawnFailed]);
    return emulator;
  }

  /** Stops MiniStack and its workers, waits until they have exited, and deletes the temporary files. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined) {
      const { exitCode, signalCode } = this.#child;
      const ended = exitCode === null && signalCode === null ? once(this.#child, 'exit') : undefined;
      await endProcessGroup(pid);
      // Wait until Node has read the exit code, so that no zombie process remains.
      await ended;
    }
    await rm(join(this.#options.folder, 'tmp'), { recursive: true, force: true });
    await rm(join(this.#options.folder, 'emulator.pid'), { force: true });
  }

  async #waitUntilReady(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.#child.exitCode !== null) break;
      if (await answers(`${this.url}/_ministack/health`, this.#options.certificate.cert)) return;
      await sleep(100);
    }
    await this.stop();
    const printed = await readFile(this.logFile, 'utf8');
    throw new EmulatorStartError(`The emulator did not start. It printed:\n${printed.slice(-2_000)}`);
  }
}

function emulatorEnvironment(options: MinistackOptions, temporary: string): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG } = process.env;
  return {
    PATH,
    HOME,
    LANG,
    TMPDIR: temporary,
    GATEWAY_PORT: String(options.port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: options.region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    AUTH: 'true',
    CLOUDTRAIL_RECORDING: '1',
    USE_SSL: '1',
    MINISTACK_SSL_CERT: options.certificate.certFile,
    MINISTACK_SSL_KEY: options.certificate.keyFile,
    AWS_ENDPOINT_URL_AUTO_SCALING: options.autoScalingUrl,
    ...(options.cloudWatchUrl === undefined ? {} : { AWS_ENDPOINT_URL_CLOUDWATCH: options.cloudWatchUrl }),
    NODE_EXTRA_CA_CERTS: options.certificate.certFile,
  };
}

function answers(url: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { ca, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}
