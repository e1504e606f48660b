import type { Readable, Writable } from 'node:stream';

/** Where a question is shown and its answer read. */
export interface Terminal {
  /** @default - standard input */
  readonly input?: Readable;
  readonly output: Writable;
}

const isYes = (typed: string): boolean => /^y(es)?$/i.test(typed.trim());
const isNo = (typed: string): boolean => /^(no?)?$/i.test(typed.trim());

/**
 * Asks for y, yes, n or no. The answer ends with Enter, so that a stray key confirms nothing; Enter alone means no. Asks again after any other
 * answer. Returns undefined if the user cancels.
 */
export async function askYesNo(question: string, terminal: Terminal): Promise<boolean | undefined> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({
    message: `${question} (y/N)`,
    defaultValue: 'n',
    validate: (typed = '') => (isYes(typed) || isNo(typed) ? undefined : 'Type y or n, then Enter.'),
    ...terminal,
  });
  return isCancel(answer) ? undefined : isYes(answer);
}
