import { costPage, dollars } from './cost-page.ts';
import type { DocFigures } from './doc-figures.ts';

/** Pages that quote figures: path, and the page's text with the figures in place. */
export const PAGES: Readonly<Record<string, (text: string, figures: DocFigures) => string>> = {
  'docs/cost.md': (_, figures) => costPage(figures),
  'docs/bench.md': (text, figures) =>
    replaced(text, /(?<=<!-- figures -->\n)[^]*(?=<!-- \/figures -->)/, `\n${benchTable(figures)}\n\n`),
  'README.md': (text, { costs }) =>
    replaced(text, /(?<=an idle fleet costs \[)\S+(?= a month\])/, dollars(costs.asleep.total)),
};

function replaced(text: string, quote: RegExp, figure: string): string {
  if (!quote.test(text)) throw new RangeError(`no place for a figure: ${quote}`);
  return text.replace(quote, () => figure);
}

function benchTable({ bench }: DocFigures): string {
  const rows = bench.map(({ figure, scaler, other }) => `| ${figure} | ${scaler} | ${other} |`);
  return ["| Figure | Scaler | JavaScript stack's scaler |", '| - | - | - |', ...rows].join('\n');
}
