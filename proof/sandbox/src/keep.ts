import { createInterface } from 'node:readline/promises';
import { KEEP_COMMANDS, runKeepCommand } from './keep-commands.ts';
import type { Region } from './region.ts';

/** Prints how to use the region, and runs commands from standard input until the signal is aborted. */
export async function stayUntilInterrupted({
  region,
  variables,
  signal,
}: {
  readonly region: Region;
  /** Environment variables to print in addition to the region's. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}): Promise<void> {
  console.log('\nThe region runs until Ctrl-C. To use it from another terminal, set:\n');
  for (const [name, value] of Object.entries({ ...region.variables, ...variables })) {
    console.log(`  export ${name}='${value}'`);
  }
  console.log(`\nThe agent token of its Semaphore: ${region.registrationToken}`);
  console.log(`\nCommands to type here, for the Semaphore of the region:\n\n${KEEP_COMMANDS}\n`);
  const keyboard = createInterface({ input: process.stdin });
  // On a terminal, readline intercepts Ctrl-C. Pass it on to the process.
  keyboard.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  keyboard.on('line', (line) => console.log(runKeepCommand(line, region.semaphore)));
  // Without a terminal, standard input may end at once. The timer keeps the process running.
  const keepAlive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(keepAlive);
  keyboard.close();
}
