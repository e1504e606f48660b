import { CancelledError, UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';

/** The longest value of a standard SSM parameter, in bytes. */
const MAX_BYTES = 4096;

/**
 * Reads a registration token from a prompt, or from standard input without a terminal; never from an argument, which process
 * lists and the shell's history would show.
 * @throws UsageError, which does not repeat the input, if that cannot be a token; CancelledError
 */
export async function readToken(shell: Shell): Promise<string> {
  const typed = shell.interactive
    ? await shell.askSecret("The agent type's registration token")
    : await shell.readInput();
  if (typed === undefined) throw new CancelledError();
  const token = typed.trim();
  if (token === '') {
    throw new UsageError('token', 'no input', 'Type it at the prompt, or pipe it in: … < token.txt');
  }
  if (/\s/.test(token) || Buffer.byteLength(token) > MAX_BYTES) {
    throw new UsageError(
      'token',
      'not a token: it has white space, or more than 4096 bytes',
      'Pass only the token',
    );
  }
  return token;
}
