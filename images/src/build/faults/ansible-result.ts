/** The fields of a failed module's result. */
interface Result {
  readonly msg?: unknown;
  readonly stderr?: unknown;
  readonly stdout?: unknown;
  /** Ansible gives this field instead of the others if the task has `no_log`. */
  readonly censored?: unknown;
}

/** Messages that give no reason, so the last line of the program's output is added to them. */
const NO_REASON = /^non-zero return code|^MODULE FAILURE/;
/** `W: …` of apt, `WARNING: …`, `dpkg: warning: …`, `npm WARN …`. */
const WARNING = /^(?:W:|(?:\S+ )?\[?warn(?:ing)?\b)/i;
/** A line after a truncated result: a blank line, or the heading of the next task. */
const END_OF_RESULT = /^(?:\s*|[A-Z ]+(?:\[.*\] )?\*+)$/;

/**
 * The message in the result of a failed task, or the text of a truncated result.
 * @param start - the first line of the result
 * @param rest - the output's lines after `start`
 */
export function ansibleMessage(start: string, rest: readonly string[]): string {
  const text = resultFrom(start, rest);
  let result: Result;
  try {
    result = JSON.parse(text) as Result;
  } catch {
    return text;
  }
  const { msg, stderr, stdout, censored } = result;
  const reason = msg ?? censored ?? text;
  const message = typeof reason === 'string' ? reason : JSON.stringify(reason);
  if (!NO_REASON.test(message)) return message;
  const output = [stderr, stdout].map(lastLine).find((last) => last !== '');
  return output === undefined ? message : `${message}: ${output}`;
}

/** A result is on one line, or ends with a brace on its own line. */
function resultFrom(start: string, rest: readonly string[]): string {
  // Packer has decoded `\n` in the result's strings; JSON needs it encoded.
  if (start !== '{') return start.replaceAll('\n', '\\n');
  const end = rest.findIndex((line) => line === '}' || END_OF_RESULT.test(line));
  const lines = rest.slice(0, end < 0 ? undefined : end + 1);
  return [start, ...lines.map((line) => line.trim().replaceAll('\n', '\\n'))].join(' ').trim();
}

/** The last line that is not a warning; the last warning if there is nothing else. */
function lastLine(text: unknown): string {
  if (typeof text !== 'string') return '';
  const lines = text.trim().split('\n');
  return lines.findLast((line) => line.trim() !== '' && !WARNING.test(line)) ?? lines.at(-1) ?? '';
}
