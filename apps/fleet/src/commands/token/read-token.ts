import { CancelledError, UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';

/** The longest value of a standard SSM parameter, in bytes. */
const LONGEST = 4096;

/**
 * A registration token from a prompt, or from standard input where no person sits there; never from an argument, which
 * the list of processes and the shell's history would show.
 * @throws UsageError for something that cannot be a token, whose message does not show it; CancelledError
 */
export async function readToken(shell: Shell): Promise<string> {
  const typed = shell.interactive
    ? await shell.askSecret("The agent type's registration token")
    : await shell.readInput();
  if (typed === undefined) throw new CancelledError();
  const token = typed.trim();
  if (token === '') {
    throw new UsageError('token', 'nothing was given', 'Type it at the prompt, or pipe it in: … < token.txt');
  }
  if (/\s/.test(token) || Buffer.byteLength(token) > LONGEST) {
    throw new UsageError(
      'token',
      'this is no token: it has blanks, or more than 4096 bytes',
      'Pass the token alone',
    );
  }
  return token;
}
