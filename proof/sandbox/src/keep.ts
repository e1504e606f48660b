import { createInterface } from 'node:readline/promises';
import { KEEP_COMMANDS, runKeepCommand } from './keep-commands.ts';
import type { ScenarioContext } from './scenario/context.ts';

/** Prints how to talk to the region and takes commands from the keyboard, until it is interrupted. */
export async function stayUntilInterrupted({ region, fleet, signal }: ScenarioContext): Promise<void> {
  console.log('\nThe region runs until Ctrl-C. To use it from another terminal, set:\n');
  for (const [name, value] of Object.entries({ ...region.variables, ...fleet.variables })) {
    console.log(`  export ${name}='${value}'`);
  }
  console.log(`\nThe agent token for further fleets: ${region.registrationToken}`);
  console.log(`\nCommands for its Semaphore, to type here:\n\n${KEEP_COMMANDS}\n`);
  const keyboard = createInterface({ input: process.stdin });
  // readline swallows Ctrl-C on a terminal; hand it on.
  keyboard.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  keyboard.on('line', (line) => console.log(runKeepCommand(line, region.semaphore)));
  // Without a terminal the input ends at once; the region stays all the same.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(alive);
  keyboard.close();
}
