import { delimiter } from 'node:path';
import { CommandLine } from './command-line.ts';
import { installPacker } from './packer/install.ts';
import { ReadmeLines } from './readme-lines.ts';

/** A user who follows README.md, in a new region. */
export class NewUser {
  readonly cli: CommandLine;
  readonly packer: Awaited<ReturnType<typeof installPacker>>;
  readonly readme = new ReadmeLines('Deploy to AWS from a clone');

  private constructor(cli: CommandLine, packer: NewUser['packer']) {
    this.cli = cli;
    this.packer = packer;
  }

  static async open(token: string): Promise<NewUser> {
    const cli = await CommandLine.open(token, {
      // Without an AMI id, the stack finds the image by its name.
      SEMAPHORE_AGENT_AMI: '',
      SEMAPHORE_AGENT_STACK_CONFIG: 'linux-ci.json',
    });
    return new NewUser(cli, await installPacker(cli.region.folder.path));
  }

  get clients() {
    return this.cli.region.clients;
  }

  /** Runs the line of README.md that starts with this text. `answers` are options that replace answers at a terminal. */
  readonly step = (start: string, { answers = '', input = '' } = {}) =>
    this.cli.shell(`${this.readme.line(start)} ${answers}`, {
      input,
      env: { PATH: [this.packer.bin, process.env['PATH']].join(delimiter) },
    });

  /** Runs another `fleet` command. */
  readonly fleet: CommandLine['fleet'] = (...args) => this.cli.fleet(...args);
}
