/** What a module gives of a failure. */
interface Result {
  readonly msg?: unknown;
  readonly stderr?: unknown;
  readonly stdout?: unknown;
  /** In place of all else, where a task may not log. */
  readonly censored?: unknown;
}

/** A message that says no more than that there was a failure: the program's own last words do. */
const SAYS_NOTHING = /^non-zero return code|^MODULE FAILURE/;
/** `W: …` of apt, `WARNING: …`, `dpkg: warning: …`, `npm WARN …`. */
const WARNING = /^(?:W:|(?:\S+ )?\[?warn(?:ing)?\b)/i;
/** What may follow a result that is cut off. */
const END_OF_RESULT = /^(?:\s*|[A-Z ]+(?:\[.*\] )?\*+)$/;

/** The message of a failed task's result: as it stands if it is cut off. `rest` is what follows its first line, `start`. */
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

/** A result is on one line, or ends with a brace that stands alone. */
function resultFrom(start: string, rest: readonly string[]): string {
  // Packer has made new lines of the escapes in its strings.
  if (start !== '{') return start.replaceAll('\n', '\\n');
  const end = rest.findIndex((line) => line === '}' || END_OF_RESULT.test(line));
  const lines = rest.slice(0, end < 0 ? undefined : end + 1);
  return [start, ...lines.map((line) => line.trim().replaceAll('\n', '\\n'))].join(' ').trim();
}

/** The last line that is more than a warning, if there is one. */
function lastWords(text: unknown): string {
  if (typeof text !== 'string') return '';
  const lines = text.trim().split('\n');
  return lines.findLast((line) => line.trim() !== '' && !WARNING.test(line)) ?? lines.at(-1) ?? '';
}
