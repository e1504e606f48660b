import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizedTemplate } from '../virtual/synthesized-template.ts';
import { runChaos } from './chaos-run.ts';
import { STACK_NAME, deployments } from './deployments.ts';

let templates: readonly unknown[];
beforeAll(async () => {
  templates = await Promise.all(deployments.map((each) => synthesizedTemplate(STACK_NAME, each)));
});

async function play(seed: number, hours: number) {
  const lines: string[] = [];
  const result = await runChaos({ seed, hours, templates, say: (line) => lines.push(line) });
  return { ...result, lines };
}

describe('runChaos', () => {
  it('finds no violation in two and a half hours (for details: nx run sandbox:chaos -- --seed 1 --hours 3 --verbose)', async () => {
    const { violations, incidents, jobs, launches } = await play(1, 2.5);
    expect(violations).toEqual([]);
    expect(incidents > 20 && jobs > 200 && launches > 200).toBe(true);
  });

  it('repeats a run for the same seed', async () => {
    const first = await play(2, 0.5);
    expect(await play(2, 0.5)).toEqual(first);
    expect(await play(3, 0.5)).not.toEqual(first);
  });
});
