import * as z from 'zod';
import type { SourceText } from './source-files.ts';

/**
 * The time that a program may need for its first start on a machine that has just booted. By default, Goss allows 10
 * seconds and runs 50 tests at a time. A test that times out because of a slow start would fail the whole build.
 */
const COLD_START_MS = 30_000;

const GossFile = z.looseObject({
  command: z.record(z.string(), z.looseObject({ timeout: z.number().default(10_000) })).default({}),
});

/** Finds commands in a parsed Goss file whose timeout is too short. */
export function commandLimitProblems(path: string, content: unknown): readonly string[] {
  const { command } = GossFile.parse(content);
  return Object.entries(command)
    .filter(([, { timeout }]) => timeout < COLD_START_MS)
    .map(([name, { timeout }]) => `${path}: ${name}: timeout ${timeout}, expected at least ${COLD_START_MS}`);
}

/** Finds sources that run Goss with more than one test at a time. */
export function concurrencyProblems(sources: readonly SourceText[]): readonly string[] {
  return sources
    .filter(({ text }) => /--gossfile\b/.test(withoutComments(text)))
    .filter(({ text }) => !/--max-concurrent\W+1\b/.test(text))
    .map(({ path }) => `${path}: runs goss without --max-concurrent 1`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*#.*$/gm, '');
}
