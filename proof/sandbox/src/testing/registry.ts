import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import getPort from 'get-port';

const START_TIMEOUT_MS = 60_000;

/** Anybody may publish; nothing comes from another registry. */
const configOf = (folder: string): string => `
storage: ${JSON.stringify(join(folder, 'storage'))}
packages:
  '**': { access: $all, publish: $all }
max_body_size: 100mb
log: { type: file, path: ${JSON.stringify(join(folder, 'log'))}, level: warn }
`;

/** A registry of npm packages on this machine, empty at first. It needs no network. */
export class Registry implements AsyncDisposable {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ReturnType<typeof startServer>;

  private constructor(url: string, folder: string, process: ReturnType<typeof startServer>) {
    this.url = url;
    this.#folder = folder;
    this.#process = process;
  }

  static async start(): Promise<Registry> {
    const folder = await mkdtemp(join(tmpdir(), 'registry-'));
    const config = join(folder, 'config.yaml');
    await writeFile(config, configOf(folder));
    const address = `127.0.0.1:${await getPort()}`;
    const registry = new Registry(`http://${address}/`, folder, startServer(config, address));
    await registry.#untilReady();
    return registry;
  }

  /** The .npmrc of its users. npm publishes only with a token; this registry accepts any. */
  get npmrc(): string {
    return `registry=${this.url}\n${this.url.slice('http:'.length)}:_authToken=anybody\n`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill();
    await this.#process;
    await rm(this.#folder, { recursive: true });
  }

  async #untilReady(): Promise<void> {
    const giveUpAt = performance.now() + START_TIMEOUT_MS;
    while (!(await fetch(`${this.url}-/ping`).catch(() => undefined))?.ok) {
      if (performance.now() > giveUpAt || this.#process.exitCode !== null) {
        this.#process.kill();
        throw new Error(`the registry does not start: ${(await this.#process).all ?? ''}`);
      }
      await sleep(100);
    }
  }
}

function startServer(config: string, address: string) {
  const program = createRequire(import.meta.url).resolve('verdaccio/bin/verdaccio');
  const args = [program, '--config', config, '--listen', address];
  return execa(process.execPath, args, { cwd: dirname(config), reject: false, all: true });
}
