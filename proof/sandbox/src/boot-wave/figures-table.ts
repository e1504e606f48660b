import type { PlayedScenarios } from './scenarios.ts';

const HEADER = [
  'Instances read their parameters with',
  'Calls of the Parameter Store',
  'of them refused',
  'Instances launched',
  'Last agent registered after',
];

const count = (figure: number): string => figure.toLocaleString('en-US');
const seconds = (ms: number): string => `${count(Math.round(ms / 1_000))} s`;

/** The cells of the table in docs/scale.md, row by row. */
export function figuresTable(played: PlayedScenarios): readonly (readonly string[])[] {
  const rows = Object.entries(played).map(([name, { parameterCalls, launched, lastRegisteredAt }]) => [
    name,
    ...[parameterCalls.total, parameterCalls.refused, launched].map(count),
    seconds(lastRegisteredAt),
  ]);
  return [HEADER, ...rows];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function markdownTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
