import { afterEach, expect, it, jest } from '@jest/globals';
import { Expectations } from '../scenario/expectations.ts';
import { defaultFleetFile } from '../scenario/fleet-parameters.ts';
import { runScenario, type ScenarioState } from '../scenario/run-scenario.ts';

const state: ScenarioState = { expectations: new Expectations() };

afterEach(async () => {
  jest.restoreAllMocks();
  await state.region?.stop();
});

it('a failing step is marked in the list of steps, and its error is printed only at the end of the run', async () => {
  let printed = '';
  const print = (text: unknown): boolean => ((printed += String(text)), true);
  jest.spyOn(process.stdout, 'write').mockImplementation(print);
  jest.spyOn(process.stderr, 'write').mockImplementation(print);
  const signal = AbortSignal.abort(new Error('the reason'));
  const run = runScenario(state, { fleetFile: defaultFleetFile, jobs: 1, signal });
  await expect(run).rejects.toThrow('the reason');
  expect(printed).toMatch(/The agent token is stored in SSM: failed|A region starts.*: failed/);
  expect(printed).not.toContain('the reason');
}, 120_000);
