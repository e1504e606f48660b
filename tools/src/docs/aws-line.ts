/** A command line of the AWS CLI in a text. */
export interface AwsLine {
  readonly service: string;
  readonly command: string;
  /** Arguments before the service and after the command, without quotes. */
  readonly args: readonly string[];
}

/** The end of a shell command: a comment, a pipe, the next command, the end of a substitution. */
const END = /^(?:#|\||;|&&|\)|>)/;

const VALUE = `(?:<[a-z ]+>|'[^']*'|"[^"]*"|[^\\s'"<>]+)`;
/** Options between `aws` and the service, with or without a value. */
const OPTIONS = `(?:(?:--(?:debug|no-[a-z-]+)|--[a-z-]+[= ]${VALUE}) +)*`;
const LINE = new RegExp(
  `(?:^|[\\s(])aws +(${OPTIONS})([a-z][a-z0-9-]*) +([a-z][a-z0-9-]*)(?=([^\\n]*))`,
  'gm',
);

/** Command lines of the AWS CLI in shell text, also in `$(…)` and after pipes. Continued lines are joined. */
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
  // A placeholder such as <function> is one word.
  for (const [word] of rest.matchAll(/<[a-z ]+>|(?:'[^']*'|"[^"]*"|[^\s'");|<>#]|(?<=\S)#)+|[);|>#]|&&/g)) {
    if (END.test(word)) break;
    args.push(word.replaceAll(/['"]/g, ''));
  }
  return args;
}
