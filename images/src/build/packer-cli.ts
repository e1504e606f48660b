import { execa, ExecaError } from 'execa';
import { BuildError } from './errors.ts';
import { parsePackerLine, type PackerEvent } from './machine-readable.ts';

/** The oldest Packer whose plugins the templates name. */
const OLDEST = [1, 9] as const;
const INSTALL =
  'install Packer 1.9 or newer (https://developer.hashicorp.com/packer/install) and put it on the PATH';

export interface PackerCliOptions {
  /** The template's. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Takes every line that Packer prints. */
  readonly log: (line: string) => void;
  /** Ends a running Packer as Ctrl-C does: it then removes what it made in the account. */
  readonly signal: AbortSignal;
}

/** The packer on the PATH, in a template's folder. Every method throws BuildError. */
export class PackerCli {
  readonly #options: PackerCliOptions;

  constructor(options: PackerCliOptions) {
    this.#options = options;
  }

  /** @throws BuildError when there is no Packer, or one that is too old */
  async checkVersion(): Promise<string> {
    const lines: string[] = [];
    await this.run(['version'], (line) => lines.push(line));
    const [, version = '', major, minor] = /^Packer v((\d+)\.(\d+)\S*)/m.exec(lines.join('\n')) ?? [];
    const [oldestMajor, oldestMinor] = OLDEST;
    if (Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor)) {
      return version;
    }
    throw new BuildError('packer', `version ${version || 'unknown'} is too old; ${INSTALL}`);
  }

  /** Runs `packer build -machine-readable` and gives the id of the image that it made. */
  async build(args: readonly string[], say: (text: string) => void): Promise<string> {
    let imageId: string | undefined;
    const errors: string[] = [];
    await this.run(
      args,
      (line) => {
        const event: PackerEvent | undefined = parsePackerLine(line);
        if (event?.kind === 'image') imageId = event.id;
        if (event?.kind === 'error') errors.push(event.text);
        if (event?.kind === 'text' && event.text.trim() !== '') say(event.text);
      },
      errors,
    );
    if (imageId === undefined) throw new BuildError('packer build', 'it ended well but named no image');
    return imageId;
  }

  /** Runs one command, giving each line of its output. `errors` has what to say of a failure instead of its output. */
  async run(
    args: readonly string[],
    onLine: (line: string) => void,
    errors: readonly string[] = [],
  ): Promise<void> {
    const { folder, env, log, signal } = this.#options;
    signal.throwIfAborted();
    const command = `packer ${args[0]}`;
    const last: string[] = [];
    // In a process group of its own: a terminal's Ctrl-C comes through here, once; a second one would end it at once.
    const packer = execa('packer', args, {
      cwd: folder,
      env: { ...env, PACKER_NO_COLOR: '1', CHECKPOINT_DISABLE: '1' },
      extendEnv: false,
      all: true,
      buffer: false,
      stdin: 'ignore',
      detached: true,
    });
    const interrupt = (): void => void packer.kill('SIGINT');
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      for await (const line of packer.iterable({ from: 'all' })) {
        log(line);
        onLine(line);
        last.push(line);
        if (last.length > 20) last.shift();
      }
      await packer;
    } catch (error) {
      throw failure(command, error, errors.length > 0 ? errors : last, signal);
    } finally {
      signal.removeEventListener('abort', interrupt);
    }
  }
}

function failure(command: string, error: unknown, said: readonly string[], signal: AbortSignal): unknown {
  if (!(error instanceof ExecaError)) return error;
  if (error.code === 'ENOENT')
    return new BuildError('packer', `is not installed; ${INSTALL}`, { cause: error });
  if (signal.aborted)
    return new BuildError(command, 'interrupted; Packer has removed what it made', { cause: error });
  return new BuildError(command, `exit code ${error.exitCode ?? error.signal}\n${said.join('\n')}`, {
    cause: error,
  });
}
