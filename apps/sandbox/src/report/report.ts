import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Story } from '../story/tell.ts';
import { describeAudit } from './audit.ts';
import type { RoleAudit } from './audit.ts';
import { collectFigures } from './collect-figures.ts';
import { describeFigures } from './figures.ts';
import { svgChart } from './svg-chart.ts';
import { terminalChart } from './terminal-chart.ts';

/** Saves what the run left behind, also when it failed early: logs always, chart and figures when there are any. */
export async function report(story: Story, folder: string): Promise<void> {
  const { expectations, recorder, region, audit = [] } = story;
  if (!region) return;
  await mkdir(folder, { recursive: true });
  await copyLogs(region.folder.path, folder);
  const samples = recorder?.samples ?? [];
  const chartFile = join(folder, 'fleet.svg');
  if (samples.length > 0) {
    const figures = collectFigures(region, story.waveAt);
    const chart = await svgChart(samples, `${figures.jobs} jobs: demand and capacity`);
    await writeFile(chartFile, chart);
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
  if (samples.length > 0)
    console.log(`Chart: ${shown(chartFile)}, figures: ${shown(join(folder, 'run.json'))}`);
  console.log(`Logs: ${shown(folder)}`);
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
