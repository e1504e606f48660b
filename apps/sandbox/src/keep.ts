import { createInterface } from 'node:readline/promises';
import type { StoryContext } from './story/context.ts';

/** Tells how to talk to the region and takes jobs from the keyboard, until it is interrupted. */
export async function stayUntilInterrupted({ region, fleet, signal }: StoryContext): Promise<void> {
  console.log('\nThe region stays up until Ctrl-C. Talk to it from another terminal with:\n');
  for (const [name, value] of Object.entries({ ...region.variables, ...fleet.variables })) {
    console.log(`  export ${name}='${value}'`);
  }
  console.log(`\nFor another fleet, the agent token that Semaphore knows here: ${region.registrationToken}`);
  console.log('\nType a number and Enter to queue that many jobs of six seconds.');
  const keyboard = createInterface({ input: process.stdin });
  // readline swallows Ctrl-C on a terminal; hand it on.
  keyboard.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  keyboard.on('line', (line) => {
    const count = Number(line);
    if (!Number.isInteger(count) || count < 1 || count > 500) {
      console.log('A whole number from 1 to 500, please.');
      return;
    }
    region.semaphore.enqueue(count, { durationMs: 6_000 });
    console.log(`${count} jobs queued.`);
  });
  // Without a terminal the input ends at once; the region stays all the same.
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  clearInterval(alive);
  keyboard.close();
}
