import { CancelledError, UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import type { TokenTarget } from './token-target.ts';

/** The longest value of a standard SSM parameter, in bytes. */
const MAX_BYTES = 4096;

/**
 * Reads a registration token from a prompt or, without a terminal, from standard input. The prompt asks again if the input cannot be a token.
 * Never takes the token from an argument, because process lists and the shell's history would show it.
 * @throws UsageError if the input cannot be a token, with a message that does not repeat the input; CancelledError
 */
export async function readToken(target: TokenTarget, shell: Shell): Promise<string> {
  const typed = shell.interactive
    ? await shell.askSecret(questionFor(target), complaintAbout)
    : await shell.readInput();
  if (typed === undefined) throw new CancelledError();
  const complaint = complaintAbout(typed);
  if (complaint !== undefined) {
    throw new UsageError(
      'token',
      complaint,
      typed.trim() === '' ? 'Type it at the prompt, or pipe it in: … < token.txt' : 'Pass only the token',
    );
  }
  return typed.trim();
}

/** Names the parameter and its fleets, and says when Semaphore shows the token: see docs/deploy.md. */
function questionFor({ parameterName, fleets }: TokenTarget): string {
  const readers = fleets.length === 0 ? '' : ` of ${fleets.join(', ')}`;
  return `Registration token for ${parameterName}${readers}. Semaphore shows it once, when you create or reset the agent type`;
}

function complaintAbout(input: string): string | undefined {
  const token = input.trim();
  if (token === '') return 'no input';
  return /\s/.test(token) || Buffer.byteLength(token) > MAX_BYTES
    ? `not a token: it has white space, or more than ${MAX_BYTES} bytes`
    : undefined;
}
