import type { Readable, Writable } from 'node:stream';

/** Where a question is shown and its answer read. */
export interface Terminal {
  /** @default - standard input */
  readonly input?: Readable;
  readonly output: Writable;
}

/**
 * Asks yes or no, with "No" preselected. Only Enter answers, so that a stray key destroys nothing.
 * Undefined if the user cancels.
 */
export async function askYesNo(question: string, terminal: Terminal): Promise<boolean | undefined> {
  const { isCancel, select } = await import('@clack/prompts');
  const answer = await select({
    message: question,
    options: [
      { value: true, label: 'Yes' },
      { value: false, label: 'No' },
    ],
    initialValue: false,
    ...terminal,
  });
  return isCancel(answer) ? undefined : answer;
}
