import { plot } from 'simple-ascii-chart';
import type { Sample } from '../scenario/recorder.ts';

const width = 64;

/** Draws demand, desired capacity and instances over time as a chart for a terminal. */
export function terminalChart(samples: readonly Sample[], { colours }: { colours: boolean }): string {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last || samples.length < 2) return '';
  const line = (value: (sample: Sample) => number) =>
    samples.map((sample): [number, number] => [sample.second, value(sample)]);
  const chart = plot(
    [
      line(({ queued, running }) => queued + running),
      line(({ desired }) => desired),
      line(({ instances }) => instances),
    ],
    {
      width,
      height: 12,
      customXAxisTicks: ticksBetween(first.second, last.second),
      xLabel: 'seconds',
      formatter: (value) => Math.round(value),
      legend: { position: 'bottom', series: ['demand', 'desired', 'instances'] },
      ...(colours ? { color: ['ansiYellow', 'ansiCyan', 'ansiGreen'] } : {}),
    },
  );
  return chart
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n');
}

/** A tick every 20 seconds. */
function ticksBetween(first: number, last: number): number[] {
  const every = 20;
  const ticks = [];
  for (let tick = Math.ceil(first / every) * every; tick <= last; tick += every) ticks.push(tick);
  return ticks;
}
