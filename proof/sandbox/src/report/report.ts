import { copyFile, cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sandboxRoot } from '../paths.ts';
import { searchFiles } from '../secrets/search-files.ts';
import type { ScenarioState } from '../scenario/run-scenario.ts';
import { describeAudit } from './audit.ts';
import type { RoleAudit } from './role-audit.ts';
import { collectFigures } from './collect-figures.ts';
import { describeFigures } from './figures.ts';
import { replaceFolder } from './replace-folder.ts';
import { svgChart } from './svg-chart.ts';
import { terminalChart } from './terminal-chart.ts';

/** The report of the last run only: it has no files of earlier or concurrent runs. */
const lastReport = join(sandboxRoot, 'report');

/**
 * Prints and saves the report of a run whose region has started, even if the run failed later. The report always has the
 * logs; it has a chart and figures if the recorder took samples.
 *
 * @param folder where to save it; other files in it are kept. @default - .sandbox/report, which is replaced
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
      JSON.stringify({ expectations: expectations.all, figures, audit: toJson(audit), samples }, null, 2),
    );
    console.log(`\n${terminalChart(samples, { colours: process.stdout.isTTY })}`);
    console.log(describeFigures(figures).join('\n'));
  }
  if (audit.length > 0) console.log(`\nAPI calls by role:\n  ${describeAudit(audit).join('\n  ')}`);
  if (expectations.all.length > 0) {
    console.log('\nExpectations:');
    for (const { name, held, seen } of expectations.all) {
      console.log(`  ${held ? '✔' : '✖'} ${name} (${shorten(seen)})`);
    }
    const held = expectations.all.filter((expectation) => expectation.held).length;
    console.log(`\n${held} of ${expectations.all.length} expectations held.`);
  }
  const { found } = await searchFiles(draft, region.secrets());
  if (found.length > 0) throw new Error(`The report has secrets: ${found.join('; ')}`);
  const target = folder ?? lastReport;
  await (folder === undefined ? replaceFolder(target, draft) : cp(draft, target, { recursive: true }));
  if (samples.length > 0)
    console.log(`Chart: ${pathFromHere(target, 'fleet.svg')}, figures: ${pathFromHere(target, 'run.json')}`);
  console.log(`Logs: ${pathFromHere(target)}`);
}

const pathFromHere = (...path: readonly string[]) => relative(process.cwd(), join(...path)) || '.';

const toJson = (audit: readonly RoleAudit[]) =>
  audit.map(({ role, calls, unused }) => ({ role, calls: Object.fromEntries(calls), unused }));

async function copyLogs(runFolder: string, target: string): Promise<void> {
  for (const folder of [runFolder, join(runFolder, 'cdk')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.endsWith('.log')) await copyFile(join(folder, name), join(target, name));
    }
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}
