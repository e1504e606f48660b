import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removePassword, containsPassword } from './debug-build.ts';
import { BuildError } from './errors.ts';
import { parsePackerLine, type PackerEvent } from './machine-readable.ts';
import { provisionerFaults } from './provisioner-faults.ts';
import { runDetached } from './run-detached.ts';

/** The oldest Packer that supports the templates' plugins. */
const OLDEST = [1, 9] as const;
/** The exit code for a command that was not found, as in a shell. */
const NOT_FOUND = 127;
const INSTALL =
  'install Packer 1.9 or newer (https://developer.hashicorp.com/packer/install) and put it on the PATH';

/** Variables for Packer and for the Ansible that it runs. */
const SETTINGS = {
  PACKER_NO_COLOR: '1',
  CHECKPOINT_DISABLE: '1',
  // Otherwise Ansible would write compiled plugins beside the playbooks. For users of the npm package, that is in node_modules.
  PYTHONDONTWRITEBYTECODE: '1',
};

export interface PackerCliOptions {
  /** The folder of the template. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Receives everything that Packer prints. */
  readonly logFile: string;
  /** Stops a running Packer, which then removes its resources from the account. */
  readonly signal: AbortSignal;
  /** Explains a failed build from Packer's output. @default - the messages of the provisioners and Packer */
  readonly whyFailed?: (events: readonly PackerEvent[]) => readonly string[];
  /** If set, a failed build keeps its instance, and Packer saves the instance's key in this folder. */
  readonly debug?: DebugOptions | undefined;
}

export interface DebugOptions {
  readonly folder: string;
  /** Describes what was kept and how to connect to it. */
  readonly kept: (events: readonly PackerEvent[]) => readonly string[];
}

/**
 * Runs the `packer` on the PATH in a template's folder. Methods throw BuildError if Packer fails. If the signal is already
 * aborted, they run nothing and throw the signal's reason.
 */
export class PackerCli {
  readonly #options: PackerCliOptions;

  constructor(options: PackerCliOptions) {
    this.#options = options;
  }

  /** @throws BuildError if Packer is missing or too old */
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

  /** Installs the template's plugins. @throws BuildError, also if Packer is missing or too old */
  async init(say: (text: string) => void): Promise<void> {
    await this.checkVersion();
    await this.run(['init', '.'], say);
  }

  /** Runs `packer build -machine-readable` and returns the id of the new image. */
  async build(args: readonly string[], say: (text: string) => void): Promise<string> {
    let imageId: string | undefined;
    const events: PackerEvent[] = [];
    const { debug, logFile, whyFailed = provisionerFaults } = this.#options;
    const running = this.run(
      args,
      (line) => {
        const event = parsePackerLine(line);
        if (event === undefined) return;
        events.push(event);
        if (event.kind === 'image') imageId = event.id;
        const isShown = event.kind === 'text' && event.text.trim() !== '' && !containsPassword(event.text);
        if (isShown) say(event.text);
      },
      () => [...whyFailed(events), ...(debug?.kept(events) ?? [])],
    );
    await (debug === undefined ? running : running.finally(() => removePassword(logFile)));
    if (imageId === undefined) throw new BuildError('packer build', 'succeeded, but reported no image');
    return imageId;
  }

  /**
   * Runs one command and passes on each line of its output. If it fails, the error contains the lines from `reasons`, or the
   * last 20 lines of output if there are none.
   */
  async run(
    args: readonly string[],
    onLine: (line: string) => void,
    reasons: () => readonly string[] = () => [],
  ): Promise<void> {
    const { folder, env, logFile, signal, debug } = this.#options;
    signal.throwIfAborted();
    // Packer saves the key in its working folder. In the template's folder, the key would change the image's fingerprint.
    const isElsewhere = debug !== undefined && args[0] === 'build';
    const command = isElsewhere ? args.map((arg) => (arg === '.' ? folder : arg)) : args;
    const cwd = isElsewhere ? debug.folder : folder;
    const last: string[] = [];
    const exitCode = await runDetached(['packer', ...command], {
      cwd,
      env: { ...env, ...SETTINGS },
      logFile,
      signal,
      onLine: (line) => {
        onLine(line);
        last.push(line);
        if (last.length > 20) last.shift();
      },
    });
    if (exitCode === 0) return;
    moveCrashLog(cwd, dirname(logFile));
    if (exitCode === NOT_FOUND) throw new BuildError('packer', `is not installed; ${INSTALL}`);
    const name = `packer ${args[0]}`;
    const why = reasons();
    if (signal.aborted) {
      const rest =
        debug === undefined ? ['interrupted; Packer has removed what it created'] : ['interrupted', ...why];
      throw new BuildError(name, rest.join('\n'));
    }
    throw new BuildError(name, `exit code ${exitCode}\n${(why.length > 0 ? why : last).join('\n')}`);
  }
}

/** If Packer has crashed, moves its log from its working folder, which may be in node_modules, to the results. */
function moveCrashLog(from: string, to: string): void {
  // The name is in panic.go of github.com/hashicorp/packer.
  const log = join(from, 'crash.log');
  if (!existsSync(log)) return;
  copyFileSync(log, join(to, 'packer-crash.log'));
  rmSync(log);
}
