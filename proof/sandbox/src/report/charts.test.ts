import { describe, expect, it } from '@jest/globals';
import type { Sample } from '../scenario/recorder.ts';
import { svgChart } from './svg-chart.ts';
import { terminalChart } from './terminal-chart.ts';

const samples: Sample[] = Array.from({ length: 200 }, (_, index) => ({
  second: index / 2,
  queued: index < 100 ? 12 : 0,
  running: 0,
  desired: index < 20 ? 0 : 12,
  instances: index < 30 ? 0 : 12,
  idleAgents: 0,
  occupiedAgents: 0,
}));

describe('terminalChart', () => {
  it('shows the whole run in 80 columns, and names its lines', () => {
    const chart = terminalChart(samples, { colours: false });
    for (const text of ['demand', 'desired', 'instances', '0', '20', '40', '80', 'seconds']) {
      expect(chart).toContain(text);
    }
    expect(chart.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(chart).toMatch(/^12┤/m);
    expect(chart).not.toContain('\u001b');
  });

  it('uses colours only if requested', () => {
    expect(terminalChart(samples, { colours: true })).toContain('\u001b[');
  });

  it('is empty without samples', () => {
    expect(terminalChart([], { colours: false })).toBe('');
  });
});

describe('svgChart', () => {
  it('draws a titled chart with a line for each value', async () => {
    const svg = await svgChart(samples, 'A wave of 12 jobs');
    expect(svg).toMatch(/^<svg[\s\S]*<\/svg>$/);
    for (const text of ['A wave of 12 jobs', 'demand', 'desired', 'instances', 'busy agents', 'seconds']) {
      expect(svg).toContain(text);
    }
    expect(
      svg.match(/role-description="line mark"|aria-roledescription="line mark"/g)?.length,
    ).toBeGreaterThanOrEqual(4);
  });
});
