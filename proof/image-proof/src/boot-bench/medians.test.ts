import { describe, expect, it } from '@jest/globals';
import type { Boot } from './boot.ts';
import { median, mediansTable } from './medians.ts';

const boot = (networkMs: number, registered: number): Boot => ({
  ...{ way: 'token', networkMs, userlandMs: 9_000 },
  marks: { unit: 1_500, agent: 2_250, registered },
  ssmCalls: 1,
});

describe('the median', () => {
  it.each([
    [[], undefined],
    [[3], 3],
    [[1, 2], 1.5],
    [[1, 2, 9], 2],
  ] as const)('of %j is %p', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the table of medians', () => {
  const rows = new Map(
    mediansTable([boot(100, 2_300), boot(200, 2_350), boot(300, 12_400)])
      .split('\n')
      .map((row) => row.split(' | '))
      .map(([name = '', ...cells]) => [name.replaceAll(/[|* ]+/g, ' ').trim(), cells]),
  );

  it.each([
    ['network.target', '200 (100–300)'],
    ['Mark registered', '2,350 (2,300–12,400)'],
    ['From network.target to registered', '2,200 (2,150–12,100)'],
    ["From the script's first line to the agent's start", '750 (750–750)'],
    ['Userland', '9,000 (9,000–9,000)'],
    ['Requests to SSM, a number', '1 (1–1)'],
  ])('has the median, the smallest and the largest value in the row %s', (name, cell) => {
    expect(rows.get(name)?.[0]).toBe(cell);
  });

  it('has no value for a mark that no boot has, and for a way that was not measured', () => {
    expect(rows.get('Mark identity')?.[0]).toBe('–');
    expect(rows.get('Userland')?.[1]).toBe('–');
  });
});
