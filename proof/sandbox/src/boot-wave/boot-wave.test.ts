import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { ec2Pace } from '../virtual/ec2-pace.ts';
import { playBootWave } from './boot-wave.ts';
import { figuresTable } from './figures-table.ts';
import { AGENTS, type PlayedScenarios, THROTTLED_SECONDS } from './scenarios.ts';
import { PARAMETER_STORE, REGISTRATIONS } from './service-limits.ts';

const PAGE = join(import.meta.dirname, '../../../../docs/scale.md');
const PARAMETERS = join(import.meta.dirname, '../../../../images/packer/common/agent/lib/parameters.sh');
const SECOND = 1_000;
/** How long an instance takes on average to launch and boot, in seconds. */
const BOOTED_AFTER = (ec2Pace.launchDelayMs + ec2Pace.bootMs) / SECOND;

let played: PlayedScenarios;
beforeAll(() => {
  // Run the simulation in a process of its own, because it takes four times as long in Jest's.
  const json = execFileSync(process.execPath, [join(import.meta.dirname, 'main.ts'), '--json'], {
    encoding: 'utf8',
  });
  played = JSON.parse(json) as PlayedScenarios;
});

describe('20 fleets of 500 instances that boot at once', () => {
  it('register all agents in each scenario', () => {
    for (const [name, { registered, lastRegisteredAt, parameterCalls, launched }] of Object.entries(played)) {
      printFigure(
        `20 × 500 boots at once: ${name}`,
        `${parameterCalls.total} calls of the Parameter Store, ${parameterCalls.refused} refused, ${launched} instances launched, last agent registered after ${Math.round(lastRegisteredAt / SECOND)} s`,
      );
      expect([name, registered]).toEqual([name, AGENTS]);
    }
  });

  it('launch more than three times as many instances as needed if each parameter has its own call, retried for 90 seconds', () => {
    const { launched, replaced } = played['three calls, each retried for 90 s'];
    expect(launched).toBeGreaterThan(3 * AGENTS);
    expect(replaced).toBe(launched - AGENTS);
  });

  it('replace few instances if each parameter has its own call, retried for ten minutes', () => {
    const { replaced, lastRegisteredAt } = played['three calls, each retried for 10 min'];
    const floor = (3 * AGENTS) / PARAMETER_STORE.perSecond;
    expect(replaced).toBeLessThan(AGENTS / 10);
    expect(lastRegisteredAt / SECOND - BOOTED_AFTER).toBeLessThan(1.5 * floor);
  });

  it('replace no instance if all parameters come with one call, and take at most twice as long as the Parameter Store needs', () => {
    const { replaced, lastRegisteredAt, parameterCalls } = played['one call, retried for 10 min'];
    const floor = AGENTS / PARAMETER_STORE.perSecond;
    expect(floor).toBe(250);
    expect(replaced).toBe(0);
    expect(parameterCalls.total - parameterCalls.refused).toBe(AGENTS);
    expect(lastRegisteredAt / SECOND - BOOTED_AFTER).toBeLessThan(2 * floor);
  });

  it('replace few instances if the launch timeout is a little too short for the Parameter Store', () => {
    const { replaced } = played['one call, and a launch timeout of 300 s'];
    expect(replaced).toBeGreaterThan(0);
    expect(replaced).toBeLessThan(AGENTS / 20);
  });

  it("replace no instance within EC2's default limit, because the launches are spread over a long time", () => {
    for (const name of [
      "three calls, within EC2's default limit",
      "one call, within EC2's default limit",
    ] as const)
      expect(played[name].replaced).toBe(0);
  });

  it('replace instances over and over if Semaphore registers five agents a second and refused agents end their instances', () => {
    const { replaced, lastRegisteredAt } =
      played['5 registrations a second: refused agents end their instances'];
    expect(replaced).toBeGreaterThan(4 * AGENTS);
    expect(lastRegisteredAt / SECOND).toBeGreaterThan(AGENTS / REGISTRATIONS.perSecond);
  });

  it('replace no instance at five registrations a second if refused agents start again, and take hardly longer than Semaphore needs', () => {
    const { replaced, lastRegisteredAt } = played['5 registrations a second: refused agents start again'];
    expect(replaced).toBe(0);
    expect(lastRegisteredAt / SECOND).toBeLessThan(1.1 * (AGENTS / REGISTRATIONS.perSecond));
  });

  it('give the same figures with the same seed, and different ones with another seed', () => {
    const small = { agents: 2_000, parameterCalls: 1, callMs: 100, parameterRetrySeconds: 90 } as const;
    const play = (seed: number) =>
      JSON.stringify(playBootWave({ ...small, seed, limitSeconds: 3_600 }).parameterCalls);
    expect(play(1)).toBe(play(1));
    expect(play(2)).not.toBe(play(1));
  });

  it('retry throttled calls for as long as the start script does', () => {
    expect(readFileSync(PARAMETERS, 'utf8')).toContain(`readonly THROTTLED_SECONDS=${THROTTLED_SECONDS}\n`);
  });

  it('have their figures in docs/scale.md', () => {
    const rows = readFileSync(PAGE, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    for (const row of figuresTable(played)) expect(rows).toContainEqual(row);
  });
});
