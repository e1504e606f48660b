/** A use of the AWS CLI as it is written down. */
export interface AwsLine {
  readonly service: string;
  readonly command: string;
  /** Arguments before the service and after the command, without quotes. */
  readonly args: readonly string[];
}

/** Ends a command of the shell: a comment, a pipe, the next command, the end of a substitution. */
const END = /^(?:#|\||;|&&|\)|>)/;

const VALUE = `(?:<[a-z ]+>|'[^']*'|"[^"]*"|[^\\s'"<>]+)`;
/** What may stand between `aws` and the service: options of every command, those of a word alone or with their value. */
const OPTIONS = `(?:(?:--(?:debug|no-[a-z-]+)|--[a-z-]+[= ]${VALUE}) +)*`;
const LINE = new RegExp(
  `(?:^|[\\s(])aws +(${OPTIONS})([a-z][a-z0-9-]*) +([a-z][a-z0-9-]*)(?=([^\\n]*))`,
  'gm',
);

/** Uses of the AWS CLI in shell text, also within `$(…)` and after pipes; continued lines are one. */
export function awsLines(shell: string): readonly AwsLine[] {
  const joined = shell.replaceAll(/\\\n\s*/g, ' ');
  return [...joined.matchAll(LINE)].map(([, before = '', service = '', command = '', rest = '']) => ({
    service,
    command,
    args: [...argumentsOf(before), ...argumentsOf(rest)],
  }));
}

function argumentsOf(rest: string): readonly string[] {
  const args: string[] = [];
  // A placeholder, <function>, is one word.
  for (const [word] of rest.matchAll(/<[a-z ]+>|(?:'[^']*'|"[^"]*"|[^\s'");|<>#]|(?<=\S)#)+|[);|>#]|&&/g)) {
    if (END.test(word)) break;
    args.push(word.replaceAll(/['"]/g, ''));
  }
  return args;
}
