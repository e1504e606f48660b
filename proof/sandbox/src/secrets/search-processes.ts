import { readdir, readFile } from 'node:fs/promises';
import { secretsIn, type Secret } from './secret.ts';
import type { SearchResult } from './search-result.ts';

/**
 * Searches the arguments and the environment of all processes that this user may look at. Only Linux shows both as files;
 * on other systems, this function searches no processes.
 */
export async function searchProcesses(secrets: readonly Secret[]): Promise<SearchResult> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(ids.map(readProcess));
  const readable = processes.filter((process) => process !== undefined);
  return {
    searched: { processes: readable.length },
    found: readable.flatMap(({ program, shown }) =>
      Object.entries(shown).flatMap(([where, text]) =>
        secretsIn(text, secrets).map((name) => `${name} in ${where} of ${program}`),
      ),
    ),
  };
}

async function readProcess(id: string) {
  try {
    const [program, args, environment] = await Promise.all(
      ['comm', 'cmdline', 'environ'].map((file) => readFile(`/proc/${id}/${file}`, 'latin1')),
    );
    return {
      program: `the process ${(program ?? '').trim()}`,
      shown: { 'the arguments': args ?? '', 'the environment': environment ?? '' },
    };
  } catch {
    // It has ended, or belongs to another user.
    return undefined;
  }
}
