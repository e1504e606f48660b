import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { ConfigurationError } from '@agent-aws-stack/config';
import { CdkFailed } from './cdk/cli.ts';
import { EmulatorStartError } from './emulator/ministack.ts';
import { stayUntilInterrupted } from './keep.ts';
import { describeAudit } from './report/audit.ts';
import type { RoleAudit } from './report/audit.ts';
import { collectFigures } from './report/collect-figures.ts';
import { describeFigures } from './report/figures.ts';
import { svgChart } from './report/svg-chart.ts';
import { terminalChart } from './report/terminal-chart.ts';
import { ExpectationFailed, Expectations } from './story/expectations.ts';
import { tellStory } from './story/tell.ts';
import type { Story } from './story/tell.ts';
import { UserError } from './user-error.ts';

export interface SandboxOptions {
  readonly config: string;
  readonly jobs: number;
  readonly keep: boolean;
  readonly report: string;
}

/** Runs the story, reports it, cleans up. Gives the exit code: 0 all held, 1 something did not, 130 interrupted. */
export async function runSandbox(options: SandboxOptions): Promise<number> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort(new Error('interrupted'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

  const story: Story = { expectations: new Expectations() };
  let failure: unknown;
  try {
    await tellStory(story, {
      fleetFile: resolve(process.env['INIT_CWD'] ?? '', options.config),
      jobs: options.jobs,
      signal: interruption.signal,
      ...(options.keep ? { keep: stayUntilInterrupted } : {}),
    });
  } catch (error) {
    failure = error;
  }
  story.recorder?.stop();
  const interrupted = interruption.signal.aborted;
  if (story.context) await report(story, resolve(process.env['INIT_CWD'] ?? '', options.report));
  await story.region?.stop();

  if (interrupted) {
    console.error('Interrupted; everything that ran has been stopped and removed.');
    return options.keep && failure === undefined ? 0 : 130;
  }
  if (failure !== undefined) {
    console.error(`\n${explain(failure)}`);
    return 1;
  }
  return 0;
}

/** Saves what the run left behind, also when it failed early: logs always, chart and figures when there are any. */
async function report(story: Story, folder: string): Promise<void> {
  const { expectations, recorder, region, audit = [] } = story;
  if (!region) return;
  await mkdir(folder, { recursive: true });
  await copyLogs(region.folder.path, folder);
  const samples = recorder?.samples ?? [];
  if (samples.length > 0) {
    const figures = collectFigures(region, story.waveAt);
    const chart = await svgChart(samples, `${figures.jobs} jobs: demand and capacity`);
    await writeFile(join(folder, 'fleet.svg'), chart);
    await writeFile(
      join(folder, 'run.json'),
      JSON.stringify({ expectations: expectations.all, figures, audit: jsonOf(audit), samples }, null, 2),
    );
    console.log(`\n${terminalChart(samples, { colours: process.stdout.isTTY })}`);
    console.log(describeFigures(figures).join('\n'));
  }
  if (audit.length > 0) console.log(`\nAPI calls by role:\n  ${describeAudit(audit).join('\n  ')}`);
  if (expectations.all.length > 0) {
    console.log('\nExpected and seen:');
    for (const { name, held, seen } of expectations.all) {
      console.log(`  ${held ? '✔' : '✖'} ${name} (${brief(seen)})`);
    }
    const held = expectations.all.filter((expectation) => expectation.held).length;
    console.log(`\n${held} of ${expectations.all.length} expectations held.`);
  }
  console.log(`Chart, figures and logs: ${relative(process.cwd(), folder) || '.'}`);
}

const jsonOf = (audit: readonly RoleAudit[]) =>
  audit.map(({ role, calls, unused }) => ({ role, calls: Object.fromEntries(calls), unused }));

async function copyLogs(runFolder: string, target: string): Promise<void> {
  for (const folder of [runFolder, join(runFolder, 'cdk')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.endsWith('.log')) await copyFile(join(folder, name), join(target, name));
    }
  }
}

function brief(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}

/** Mistakes and failed expectations as they read best; a defect with its trace. */
function explain(error: unknown): string {
  const expected = [UserError, ConfigurationError, ExpectationFailed, CdkFailed, EmulatorStartError];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
