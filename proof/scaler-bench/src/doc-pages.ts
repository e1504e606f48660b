import { costPage, dollars } from './cost-page.ts';
import type { DocFigures } from './doc-figures.ts';

/** The pages that quote figures: path, and a function that inserts the figures into the page's text. */
export const PAGES: Readonly<Record<string, (text: string, figures: DocFigures) => string>> = {
  'docs/cost.md': (_, figures) => costPage(figures),
  'docs/bench.md': (text, figures) =>
    replaceFigure(text, /(?<=<!-- figures -->\n)[^]*(?=<!-- \/figures -->)/, `\n${benchTable(figures)}\n\n`),
  'README.md': (text, { costs }) =>
    replaceFigure(text, /(?<=an idle fleet costs \[)\S+(?= a month\])/, dollars(costs.idle.total)),
};

function replaceFigure(text: string, place: RegExp, figure: string): string {
  if (!place.test(text)) throw new RangeError(`the page has no place for a figure: ${place}`);
  return text.replace(place, () => figure);
}

function benchTable({ bench }: DocFigures): string {
  const rows = bench.map(({ figure, scaler, other }) => `| ${figure} | ${scaler} | ${other} |`);
  return ["| Figure | Scaler | JavaScript stack's scaler |", '| - | - | - |', ...rows].join('\n');
}
