import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A fake `packer` on the PATH of `env`: a shell script that records its calls. */
export class FakePacker implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'fake-packer-'));
  readonly env: NodeJS.ProcessEnv;

  /** @param commands - shell code by Packer command; other commands do nothing, except that `version` prints `Packer v1.11.2` */
  constructor(commands: Readonly<Record<string, string>> = {}) {
    const all = { version: 'echo Packer v1.11.2', ...commands };
    const cases = Object.entries(all).map(([name, script]) => `${name})\n${script}\n;;`);
    const path = join(this.folder, 'packer');
    writeFileSync(
      path,
      `#!/bin/sh\necho "$PWD $*" >>'${this.#calls}'\ncase $1 in\n${cases.join('\n')}\nesac\n`,
    );
    chmodSync(path, 0o755);
    this.env = { ...process.env, PATH: [this.folder, process.env['PATH']].join(delimiter) };
  }

  get #calls(): string {
    return join(this.folder, 'calls');
  }

  /** Working folder and arguments of each call, in order. */
  get calls(): string[] {
    return readFileSync(this.#calls, { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter((line) => line !== '');
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Shell code that prints what `packer build -machine-readable` prints in a successful build. */
export const builtImage = (id: string, region = 'eu-central-1'): string =>
  [
    '1700000000,,ui,say,==> windows.amazon-ebs.windows: Creating AMI',
    '1700000001,,ui,message,    windows.amazon-ebs.windows: AMI: pending%!(PACKER_COMMA) 1/40\\n',
    `1700000002,windows.amazon-ebs.windows,artifact,0,id,${region}:${id}`,
    '1700000003,windows.amazon-ebs.windows,artifact,0,end',
  ]
    .map((line) => `printf '%s\\n' '${line}'`)
    .join('\n');
