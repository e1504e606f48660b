import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BOOT_STEPS, readBootLine, type BootLine, type BootLogLine } from '@agent-aws-stack/contract';
import { parse } from 'yaml';
import type { Outcome } from './run-case.ts';
import type { ExpectedFile, Expectation, ScriptCase } from './script-case.ts';
import { AGENT, USER_ID } from './script-files.ts';
import { ROLE_CREDENTIALS } from './systems-manager.ts';

/** Messages of the shell or Python about a broken script. */
const DEFECTS = /unbound variable|command not found|syntax error|illegal option|bad substitution|Traceback/;

/** Secrets that no script may print or pass as an argument. */
const SECRETS = [ROLE_CREDENTIALS.SecretAccessKey, ROLE_CREDENTIALS.Token];

/** Compares an outcome with a case's expectations. Returns the differences. */
export function judge(scriptCase: ScriptCase, outcome: Outcome): readonly string[] {
  const { expect } = scriptCase;
  const problems: string[] = [];
  const check = (isExpected: boolean, problem: string): void => {
    if (!isExpected) problems.push(problem);
  };
  check(outcome.exit === expect.exit, `exit ${outcome.exit}, expected ${expect.exit}`);
  problems.push(...judgeCalls(outcome.calls, expect));
  problems.push(...judgeSleeps(outcome.sleeps, expect.sleptSeconds ?? 0));
  for (const pattern of expect.output ?? [])
    check(pattern.test(outcome.output), `the output does not match ${pattern}`);
  check(!DEFECTS.test(outcome.output), 'the script is broken');
  for (const secret of [...SECRETS, ...(scriptCase.secrets ?? [])]) {
    check(!outcome.output.includes(secret), `prints the secret ${secret}`);
    const isArgument = [outcome.arguments, ...outcome.calls].some((call) => call.includes(secret));
    check(!isArgument, `passes the secret ${secret} as an argument`);
  }
  for (const [path, file] of Object.entries(expect.files ?? {}))
    problems.push(...judgeFile(outcome, path, file));
  for (const path of expect.absent ?? []) check(!existsSync(join(outcome.root, path)), `${path} exists`);
  const left = readdirSync(join(outcome.root, AGENT)).filter((name) => name.endsWith('.new'));
  check(left.length === 0, `leaves ${left.join(', ')} behind`);
  const locked = existsSync(join(outcome.root, 'var/run/semaphore-agent-start.lock'));
  check(
    locked === (expect.keepsLock ?? false),
    locked ? 'leaves its lock behind' : "removed another start's lock",
  );
  if (expect.withinMs !== undefined) {
    const { computedMs } = outcome;
    check(
      computedMs <= expect.withinMs,
      `took ${computedMs} ms of CPU time, expected at most ${expect.withinMs}`,
    );
  }
  return problems.length === 0 ? [] : [...problems, `output: ${outcome.output.trim()}`];
}

function judgeCalls(calls: readonly string[], { calls: expected, retried }: Expectation): readonly string[] {
  const others = calls.filter((call) => call !== retried?.call);
  const repeated = calls.length - others.length;
  return [
    ...(isDeepStrictEqual(others.toSorted(), expected.toSorted())
      ? []
      : [`calls ${list(others)}, expected ${list(expected)}`]),
    ...(retried === undefined || repeated >= retried.atLeast
      ? []
      : [`called ${repeated} times: ${retried.call}; expected at least ${retried.atLeast}`]),
  ];
}

function judgeSleeps(
  sleeps: readonly number[],
  expected: NonNullable<Expectation['sleptSeconds']>,
): readonly string[] {
  const total = sleeps.reduce((sum, seconds) => sum + seconds, 0);
  if (typeof expected === 'number') {
    return total === expected ? [] : [`slept ${total} s, expected ${expected}`];
  }
  const { atLeast, below } = expected;
  return [
    ...(total >= atLeast && total < below ? [] : [`slept ${total} s, expected ${atLeast} to ${below}`]),
    // It is practically impossible that all random waits are whole seconds.
    ...(sleeps.length < 2 || sleeps.some((seconds) => !Number.isInteger(seconds))
      ? []
      : [`the waits have no jitter: ${sleeps.join(', ')} s`]),
  ];
}

function judgeFile({ root }: Outcome, path: string, expected: ExpectedFile): readonly string[] {
  const file = join(root, path);
  if (!existsSync(file)) return [`${path} is missing`];
  const problems: string[] = [];
  const status = lstatSync(file);
  const mode = (status.mode & 0o7777).toString(8);
  if (expected.mode !== undefined && mode !== expected.mode) {
    problems.push(`${path} has mode ${mode}, expected ${expected.mode}`);
  }
  const owner = { 0: 'root', [USER_ID]: 'semaphore' }[status.uid] ?? String(status.uid);
  if (expected.owner !== undefined && owner !== expected.owner)
    problems.push(`${path} belongs to ${owner}, expected ${expected.owner}`);
  if (status.isDirectory()) return problems;
  const text = readFileSync(file, 'utf8');
  if (typeof expected.text === 'string' ? text !== expected.text : expected.text?.test(text) === false) {
    problems.push(`${path} is ${JSON.stringify(text)}, expected ${JSON.stringify(String(expected.text))}`);
  }
  if (expected.boot) problems.push(...judgeBootLine(path, text, expected.boot));
  if (expected.firstJob && !isDeepStrictEqual(lastLine(text), expected.firstJob))
    problems.push(`${path} is ${text}, expected ${JSON.stringify(expected.firstJob)}`);
  if (expected.yaml) problems.push(...judgeYaml(path, text, expected.yaml));
  return problems;
}

/** Reads the last line as the fleet's programs do. The marks of this run vary, so only their order counts. */
function judgeBootLine(path: string, text: string, expected: Partial<BootLine>): readonly string[] {
  const line = lastLine(text);
  if (line?.event !== 'boot') return [`${path} has no boot line: ${text}`];
  const marks = Object.entries(line.marks).map(([step, ms]) => ({ step, ms }));
  const inOrder = marks.toSorted(
    (one, other) => one.ms - other.ms || stepNumber(one.step) - stepNumber(other.step),
  );
  return [
    ...(isDeepStrictEqual({ ...line, ...expected }, line)
      ? []
      : [`${path} is ${text}, expected ${JSON.stringify(expected)}`]),
    ...(isDeepStrictEqual(
      inOrder.map(({ step }) => step),
      BOOT_STEPS.filter((step) => line.marks[step] !== undefined),
    )
      ? []
      : [`${path} has its marks in another order: ${text}`]),
  ];
}

const lastLine = (text: string): BootLogLine | undefined =>
  readBootLine(text.trimEnd().split('\n').at(-1) ?? '');

const stepNumber = (name: string): number => BOOT_STEPS.findIndex((step) => step === name);

function judgeYaml(
  path: string,
  text: string,
  expected: Readonly<Record<string, unknown>>,
): readonly string[] {
  // For an empty file, `parse` returns null.
  const actual: Record<string, unknown> = parse(text) ?? {};
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => {
    const [is, should] = [actual[key], expected[key]];
    const isExpected = should instanceof RegExp ? should.test(String(is)) : isDeepStrictEqual(is, should);
    return isExpected
      ? []
      : [
          `${path}: ${key} is ${JSON.stringify(is)}, expected ${should instanceof RegExp ? should : JSON.stringify(should)}`,
        ];
  });
}

function list(calls: readonly string[]): string {
  return `[${calls.join('; ')}]`;
}
