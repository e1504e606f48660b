import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docFigures, type DocFigures } from './doc-figures.ts';
import { PAGES } from './doc-pages.ts';
import { IDLE_EVERY_SECOND } from './pace-scenarios.ts';
import { sampleReport, sampleResult } from './testing/sample-report.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** Ignores the widths of table columns, which the formatter changes. */
const unformatted = (text: string) => text.replace(/[ -]+/g, ' ');

describe('the documentation', () => {
  const figures = JSON.parse(read('docs/figures.json')) as DocFigures;

  it.each(Object.entries(PAGES))('quotes the figures of docs/figures.json: %s', (path, render) => {
    const text = read(path);
    expect(unformatted(text)).toBe(unformatted(render(text, figures)));
  });

  it('quotes the price of an idle fleet only on pages that take it from docs/figures.json', () => {
    const { total } = figures.costs.idle;
    const pages = ['CONTRIBUTING.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)];
    const others = pages.filter((path) => path.endsWith('.md') && !(path in PAGES));
    expect(others.filter((path) => read(path).includes(total.toFixed(2)))).toEqual([]);
  });
});

describe('docFigures', () => {
  it("has each handler's worst figures", () => {
    const report = sampleReport();
    const { bench } = docFigures({
      ...report,
      results: [...report.results, sampleResult({ instances: 2_000, meanWaitMs: 1_234 })],
    });
    const rows = Object.fromEntries(bench.map(({ figure, scaler, other }) => [figure, [scaler, other]]));
    expect(rows).toMatchObject({
      'Mean time from a job to the next poll': ['1,234 ms', '2,000 ms'],
      'Worst polling gap, next invocation on time': ['2.0 s', '2.0 s'],
      'Billed duration of an idle invocation': ['61.3 s', '61.3 s'],
      'From reply to raise, group described first': ['55 ms', '–'],
      '… with 2,000 instances, relative to none': ['1.00 × (0.98 to 1.02)', '–'],
      'Start-up time beyond bare Node.js': ['50 ms', '100 ms'],
      'Heap after a week': ['17 MiB', '–'],
      'Faults handled': ['1 of 1', '–'],
    });
  });

  it('compares a poll each second with the default interval', () => {
    const report = sampleReport();
    const everySecond = {
      scenario: IDLE_EVERY_SECOND,
      meanWaitMs: 510,
      secondMinute: { polls: 61, calls: {} },
    };
    const figures = docFigures({ ...report, results: [...report.results, sampleResult(everySecond)] });
    expect(figures.everySecond).toMatchObject({ polls: 61, byDefault: { polls: 31, meanWaitMs: 1_000 } });
    const page = PAGES['docs/cost.md']?.('', figures);
    expect(page).toMatch(/waits 0\.51 s on average .* instead of 1\.00 s.*\n0\.49 s of each wait/);
    expect(page).toContain('61 polls instead of 31');
    expect(PAGES['docs/cost.md']?.('', docFigures(report))).not.toContain('A poll each second');
  });

  it('replaces figures in pages, and refuses a page that has no place for them', () => {
    const readme = 'an idle fleet costs [$1.00 a month](docs/cost.md)';
    const figures = docFigures(sampleReport());
    expect(PAGES['README.md']?.(readme, figures)).toMatch(/costs \[\$\d\.\d\d a month\]/);
    expect(PAGES['README.md']?.(readme, figures)).not.toContain('$1.00');
    expect(() => PAGES['docs/bench.md']?.('nothing', figures)).toThrow('the page has no place for a figure');
  });
});
