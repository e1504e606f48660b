import { BOOT_STEPS } from '@agent-aws-stack/contract';
import { WAYS, type Boot, type Way } from './boot.ts';

const TITLES: Readonly<Record<Way, string>> = {
  token: 'Boot unit, token',
  'pre-signed': 'Boot unit, pre-signed URL',
  'user-data': 'User data, token',
  'javascript-stack': "JavaScript stack's script",
  bare: 'Bare guest',
};

const NONE = '–';

/** The rows of the table: the title, and the figure of a boot, in milliseconds unless the title says otherwise; or undefined if the boot does not have it. */
const FIGURES: readonly (readonly [string, (boot: Boot) => number | undefined])[] = [
  ['network.target', ({ networkMs }) => networkMs],
  ...BOOT_STEPS.filter((step) => step !== 'kernel' && step !== 'network').map(
    (step) => [`Mark ${step}`, ({ marks }: Boot) => marks[step]] as const,
  ),
  ['**From network.target to registered**', ({ networkMs, marks }) => minus(marks.registered, networkMs)],
  ["**From the script's first line to the agent's start**", ({ marks }) => minus(marks.agent, marks.unit)],
  ['**Userland**', ({ userlandMs }) => userlandMs],
  ['Requests to SSM, a number', ({ ssmCalls }) => ssmCalls],
];

/** A Markdown table with the medians of all boots of each way, in milliseconds since the first process. */
export function mediansTable(boots: readonly Boot[]): string {
  const header = ['Median of the boots, ms', ...WAYS.map((way) => TITLES[way])];
  const rows = FIGURES.map(([name, figure]) => [
    name,
    ...WAYS.map((way) => {
      const values = boots.filter((boot) => boot.way === way).map(figure);
      return cell(values.filter((value) => value !== undefined));
    }),
  ]);
  return [header, header.map((_, index) => (index === 0 ? '-' : '-:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** The median, and in brackets the smallest and the largest value. */
function cell(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const middle = median(sorted);
  return middle === undefined ? NONE : `${format(middle)} (${format(least ?? 0)}–${format(most ?? 0)})`;
}

/** The median of sorted values; undefined if there are none. */
export function median(sorted: readonly number[]): number | undefined {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

const format = (ms: number): string => Math.round(ms).toLocaleString('en-US');

const minus = (end: number | undefined, start: number | undefined): number | undefined =>
  end === undefined || start === undefined ? undefined : end - start;
