import { copyFile, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sandboxRoot } from '../paths.ts';
import type { ScenarioState } from '../scenario/run-scenario.ts';
import { describeAudit } from './audit.ts';
import type { RoleAudit } from './audit.ts';
import { collectFigures } from './collect-figures.ts';
import { describeFigures } from './figures.ts';
import { replaceFolder } from './replace-folder.ts';
import { svgChart } from './svg-chart.ts';
import { terminalChart } from './terminal-chart.ts';

/** The last run's report, whole: nothing of an earlier one, or of one beside it, is among it. */
const lastReport = join(sandboxRoot, 'report');

/**
 * Saves what the run left behind, also when it failed early: logs always, chart and figures when there are any.
 *
 * @param folder what else it has in it stays. @default - .sandbox/report, which is replaced
 */
export async function report(state: ScenarioState, folder?: string): Promise<void> {
  const { expectations, recorder, region, audit = [] } = state;
  if (!region) return;
  const draft = join(region.folder.path, 'report');
  await mkdir(draft, { recursive: true });
  await copyLogs(region.folder.path, draft);
  const samples = recorder?.samples ?? [];
  if (samples.length > 0) {
    const figures = collectFigures(region, state.waveAt);
    const chart = await svgChart(samples, `${figures.jobs} jobs: demand and capacity`);
    await writeFile(join(draft, 'fleet.svg'), chart);
    await writeFile(
      join(draft, 'run.json'),
      JSON.stringify({ expectations: expectations.all, figures, audit: jsonOf(audit), samples }, null, 2),
    );
    console.log(`\n${terminalChart(samples, { colours: process.stdout.isTTY })}`);
    console.log(describeFigures(figures).join('\n'));
  }
  if (audit.length > 0) console.log(`\nAPI calls by role:\n  ${describeAudit(audit).join('\n  ')}`);
  if (expectations.all.length > 0) {
    console.log('\nExpectations:');
    for (const { name, held, seen } of expectations.all) {
      console.log(`  ${held ? '✔' : '✖'} ${name} (${brief(seen)})`);
    }
    const held = expectations.all.filter((expectation) => expectation.held).length;
    console.log(`\n${held} of ${expectations.all.length} expectations held.`);
  }
  const target = folder ?? lastReport;
  await (folder === undefined ? replaceFolder(target, draft) : cp(draft, target, { recursive: true }));
  if (samples.length > 0)
    console.log(`Chart: ${shown(join(target, 'fleet.svg'))}, figures: ${shown(join(target, 'run.json'))}`);
  console.log(`Logs: ${shown(target)}`);
}

const shown = (path: string) => relative(process.cwd(), path) || '.';

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
