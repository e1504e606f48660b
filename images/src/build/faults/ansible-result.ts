/** The fields of a failed module. */
interface Result {
  readonly msg?: unknown;
  readonly stderr?: unknown;
  readonly stdout?: unknown;
  /** Replaces the other fields if the task must not log. */
  readonly censored?: unknown;
}

/** A message that only says that there was a failure. The last output of the program says more. */
const SAYS_NOTHING = /^non-zero return code|^MODULE FAILURE/;
/** `W: …` of apt, `WARNING: …`, `dpkg: warning: …`, `npm WARN …`. */
const WARNING = /^(?:W:|(?:\S+ )?\[?warn(?:ing)?\b)/i;
/** Text that may follow a truncated result. */
const END_OF_RESULT = /^(?:\s*|[A-Z ]+(?:\[.*\] )?\*+)$/;

/** The message in the result of a failed task, or the text of a truncated result. `rest` is what follows its first line, `start`. */
export function ansibleMessage(start: string, rest: readonly string[]): string {
  const text = resultFrom(start, rest);
  let result: Result;
  try {
    result = JSON.parse(text) as Result;
  } catch {
    return text;
  }
  const { msg, stderr, stdout, censored } = result;
  const said = msg ?? censored ?? text;
  const message = typeof said === 'string' ? said : JSON.stringify(said);
  if (!SAYS_NOTHING.test(message)) return message;
  const words = [stderr, stdout].map(lastWords).find((last) => last !== '');
  return words === undefined ? message : `${message}: ${words}`;
}

/** A result is on one line, or ends with a brace on its own line. */
function resultFrom(start: string, rest: readonly string[]): string {
  // Packer has decoded the newlines in its strings.
  if (start !== '{') return start.replaceAll('\n', '\\n');
  const end = rest.findIndex((line) => line === '}' || END_OF_RESULT.test(line));
  const lines = rest.slice(0, end < 0 ? undefined : end + 1);
  return [start, ...lines.map((line) => line.trim().replaceAll('\n', '\\n'))].join(' ').trim();
}

/** The last line that is not just a warning, if there is one. */
function lastWords(text: unknown): string {
  if (typeof text !== 'string') return '';
  const lines = text.trim().split('\n');
  return lines.findLast((line) => line.trim() !== '' && !WARNING.test(line)) ?? lines.at(-1) ?? '';
}
