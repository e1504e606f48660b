import type { Shell } from './shell.ts';
import { CancelledError, DeclinedError, UsageError } from './errors.ts';

/**
 * Asks before something is changed. The caller has printed what will change.
 * @throws DeclinedError if the answer is no, CancelledError if the user cancels, UsageError without a terminal
 */
export async function confirm(shell: Shell, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!shell.interactive)
    throw new UsageError('--yes', 'not given, and there is no terminal to ask on', 'Pass --yes to do it');
  const answer = await shell.confirm(question);
  if (answer === undefined) throw new CancelledError();
  if (!answer) throw new DeclinedError();
}
