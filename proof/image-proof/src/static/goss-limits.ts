import * as z from 'zod';
import type { SourceText } from './source-files.ts';

/**
 * What a program may take that starts for the first time on a machine that has just booted. Goss allows 10 seconds
 * unless told otherwise, and runs 50 checks at once; a check that fails for that alone throws the whole build away.
 */
const COLD_START_MS = 30_000;

const GossFile = z.looseObject({
  command: z.record(z.string(), z.looseObject({ timeout: z.number().default(10_000) })).default({}),
});

/** Commands of a Goss file, parsed, that may take too little. */
export function commandLimitProblems(path: string, content: unknown): readonly string[] {
  const { command } = GossFile.parse(content);
  return Object.entries(command)
    .filter(([, { timeout }]) => timeout < COLD_START_MS)
    .map(([name, { timeout }]) => `${path}: ${name}: timeout ${timeout}, expected at least ${COLD_START_MS}`);
}

/** Sources of a build that run Goss and let it check several things at once. */
export function concurrencyProblems(sources: readonly SourceText[]): readonly string[] {
  return sources
    .filter(({ text }) => /--gossfile\b/.test(withoutComments(text)))
    .filter(({ text }) => !/--max-concurrent\W+1\b/.test(text))
    .map(({ path }) => `${path}: runs goss without --max-concurrent 1`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*$/gm, '');
}
