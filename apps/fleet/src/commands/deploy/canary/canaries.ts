import { AwsError } from '@agent-aws-stack/aws-clients';
import { awsClients } from '../../../aws/clients.ts';
import { runInParallel, type StackResult } from '../../../cdk/run-in-parallel.ts';
import type { Tools } from '../../../cdk/tools.ts';
import { UserError } from '../../../cli/errors.ts';
import { fullCommandForFleet, fullCommandWith, type FullCommand } from '../../../cli/full-command.ts';
import type { Shell } from '../../../cli/shell.ts';
import type { SelectedStack } from '../../../fleets/selected-stacks.ts';
import type { DeployOptions } from '../deploy-options.ts';
import { beginRollout } from './begin-rollout.ts';
import { canaryLog } from './canary-log.ts';
import { describeKept, describePutBack, type CanaryReport } from './canary-report.ts';
import type { PreparedCanary } from './prepare-canary.ts';
import { putBack } from './put-back.ts';
import { watchCanary } from './watch-canary.ts';

export interface CanaryContext {
  /** The folder of the assembly that was deployed. */
  readonly folder: string;
  readonly options: DeployOptions;
  readonly shell: Shell;
  readonly tools: Tools;
  /** Whether a canary may follow, so that Ctrl-C must not end the program. */
  readonly survivesInterrupt: boolean;
  /** How many fleets are deployed. */
  readonly count: number;
}

interface Tested {
  readonly stack: SelectedStack;
  readonly prepared: PreparedCanary;
}

type ShowLine = (line: string) => void;

/** Tests deployments, and puts the previous version back where the canary fails. From the creation of this object to its disposal, Ctrl-C ends all tests. */
export class Canaries implements Disposable {
  readonly #context: CanaryContext;
  readonly #reports = new Map<string, CanaryReport>();
  readonly #undecided: Tested[] = [];
  readonly #interrupted: Promise<'interrupted'>;
  #interrupt = (): void => undefined;

  constructor(context: CanaryContext) {
    this.#context = context;
    this.#interrupted = new Promise((resolve) => {
      this.#interrupt = () => resolve('interrupted');
    });
    if (context.survivesInterrupt) process.once('SIGINT', this.#interrupt);
  }

  /** Watches the canary of a stack that was just deployed. After Ctrl-C at a terminal, `settle` asks what to do. @throws UserError if the canary fails */
  async test(tested: Tested, showLine: ShowLine): Promise<void> {
    const { shell } = this.#context;
    const { stack, prepared } = tested;
    const { stackName } = stack.fleet;
    const aws = awsClients(shell.env);
    const verdict = await watchCanary(prepared.canary, aws, {
      ...{ look: prepared.look, limitMs: prepared.limitMs, interrupted: this.#interrupted },
      ...{ shell, showLine },
    });
    if (verdict === 'interrupted') {
      if (shell.interactive) return void this.#undecided.push(tested);
      return await this.#putBack(tested, INTERRUPTED, showLine);
    }
    const { outcome, instance = null, reason = null } = verdict;
    const report = { outcome, instance, reason, kept: true, log: [] };
    if (outcome === 'failed') {
      const log = instance === null ? [] : await canaryLog(stackName, instance, shell);
      return await this.#putBack(tested, { ...report, log }, showLine);
    }
    this.#reports.set(stackName, report);
    if (outcome === 'well') await this.beginRollout(stackName, 'and its canary is well');
  }

  /** Begins the rollout of a deployment that needs no test, or whose test went well. @throws UserError */
  async beginRollout(stackName: string, state: string): Promise<void> {
    const { shell } = this.#context;
    try {
      await beginRollout(awsClients(shell.env), stackName, shell.now());
    } catch (error) {
      if (!(error instanceof AwsError || error instanceof UserError)) throw error;
      const lines = [
        `was deployed ${state}, but its rollout could not begin`,
        error.message,
        `Begin it: ${this.#commandFor(stackName)('rollout resume')}`,
      ];
      throw new UserError(`stack ${stackName}`, lines.join('\n  '), undefined, { cause: error });
    }
  }

  /** Asks which version to keep after each test that Ctrl-C ended, puts the previous version back where the user wants it, and returns the results with the reports. */
  async settle(results: readonly StackResult[]): Promise<readonly StackResult[]> {
    const { shell, options } = this.#context;
    const rejected: Tested[] = [];
    for (const tested of this.#undecided) {
      const { stackName } = tested.stack.fleet;
      // Ctrl-C at this question keeps the new version: the user wants nothing more to happen.
      const choice = await shell.choose(`${stackName}: which version do you want to keep?`, [
        { value: 'previous', label: 'the previous one: deploy it again' },
        { value: 'new', label: 'the new one, which is not tested' },
      ]);
      if (choice === 'previous') rejected.push(tested);
      else this.#reports.set(stackName, INTERRUPTED);
    }
    const again = await runInParallel(
      rejected.map((tested) => ({ ...tested.stack, tested })),
      { shell, ...options, doctor: fullCommandWith(options)('doctor') },
      ({ tested }, showLine) => this.#putBack(tested, INTERRUPTED, showLine),
    );
    if (!options.json)
      for (const [stackName, report] of this.#reports)
        if (report.kept) shell.err(describeKept(stackName, report, this.#commandFor(stackName)));
    return results.map((result) => {
      const canary = this.#reports.get(result.stackName);
      const failure =
        again.find(({ stackName }) => stackName === result.stackName)?.failure ?? result.failure;
      return canary === undefined ? result : { ...result, failure, details: { ...result.details, canary } };
    });
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#interrupt);
  }

  /** @throws UserError always: it says what was wrong and whether the previous version is back */
  async #putBack({ stack, prepared }: Tested, report: CanaryReport, showLine: ShowLine): Promise<void> {
    const { folder, tools, shell } = this.#context;
    const { stackName } = stack.fleet;
    const fullCommand = this.#commandFor(stackName);
    const context = { folder, tools, shell, fullCommand, showLine };
    const refusal = await putBack(stack, prepared.previous, context);
    this.#reports.set(stackName, { ...report, kept: refusal !== undefined });
    const problem = describePutBack(report, refusal, fullCommand);
    // The previous version may have written a paused rollout too. That rollout must begin, so that it replaces the instances of the failed version.
    if (refusal === undefined)
      await this.beginRollout(stackName, `again in its previous version (${problem})`);
    throw new UserError(`stack ${stackName}`, problem);
  }

  #commandFor(stackName: string): FullCommand {
    const { options, count } = this.#context;
    return fullCommandForFleet(options, stackName, count);
  }
}

const INTERRUPTED: CanaryReport = {
  ...{ outcome: 'interrupted', kept: true, instance: null, reason: null, log: [] },
};
