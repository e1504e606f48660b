import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import type { Sample } from '../scenario/recorder.ts';

const colours = { demand: '#d9822b', desired: '#1f6feb', instances: '#2da44e', 'busy agents': '#8250df' };

/** Draws demand and capacity over time as an SVG. */
export async function svgChart(samples: readonly Sample[], title: string): Promise<string> {
  const values = samples.flatMap((sample) => {
    const { second, queued, running, desired, instances, occupiedAgents } = sample;
    return [
      { second, what: 'demand', count: queued + running },
      { second, what: 'desired', count: desired },
      { second, what: 'instances', count: instances },
      { second, what: 'busy agents', count: occupiedAgents },
    ];
  });
  const spec: TopLevelSpec = {
    title,
    width: 720,
    height: 280,
    background: 'white',
    data: { values },
    encoding: {
      x: { field: 'second', type: 'quantitative', title: 'seconds', axis: { grid: false } },
      y: { field: 'count', type: 'quantitative', title: 'count', axis: { tickMinStep: 1 } },
      color: {
        field: 'what',
        type: 'nominal',
        title: null,
        scale: { domain: Object.keys(colours), range: Object.values(colours) },
        legend: { orient: 'bottom', symbolStrokeWidth: 3 },
      },
    },
    // The capacity should cover the demand, so the demand is a filled area behind the lines.
    layer: [
      {
        transform: [{ filter: "datum.what === 'demand'" }],
        mark: { type: 'area', interpolate: 'step-after', opacity: 0.35, line: { strokeWidth: 1.5 } },
      },
      {
        transform: [{ filter: "datum.what !== 'demand'" }],
        mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2 },
      },
    ],
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
