import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { Outcome } from './run-case.ts';
import type { ExpectedFile, ScriptCase } from './script-case.ts';
import { AGENT, USER_ID } from './world.ts';

/** What a shell says of a script that is wrong in itself. */
const DEFECTS = /unbound variable|command not found|syntax error|illegal option|bad substitution|Traceback/;

/** What is not as a case expects it; empty where all is. */
export function judge(scriptCase: ScriptCase, outcome: Outcome): readonly string[] {
  const { expect } = scriptCase;
  const problems: string[] = [];
  const check = (holds: boolean, problem: string): void => {
    if (!holds) problems.push(problem);
  };
  check(outcome.exit === expect.exit, `exit ${outcome.exit}, expected ${expect.exit}`);
  check(
    isDeepStrictEqual(outcome.calls.toSorted(), expect.calls.toSorted()),
    `calls ${list(outcome.calls)}, expected ${list(expect.calls)}`,
  );
  check(
    outcome.sleptSeconds === (expect.sleptSeconds ?? 0),
    `slept ${outcome.sleptSeconds} s, expected ${expect.sleptSeconds ?? 0}`,
  );
  for (const pattern of expect.output ?? []) check(pattern.test(outcome.output), `does not say ${pattern}`);
  check(!DEFECTS.test(outcome.output), 'the script itself is wrong');
  for (const secret of scriptCase.secrets ?? []) {
    check(!outcome.output.includes(secret), `says the secret ${secret}`);
    check(!outcome.calls.some((call) => call.includes(secret)), `passes the secret ${secret} as an argument`);
  }
  for (const [path, file] of Object.entries(expect.files ?? {}))
    problems.push(...judgeFile(outcome, path, file));
  for (const path of expect.absent ?? []) check(!existsSync(join(outcome.root, path)), `${path} is there`);
  const left = readdirSync(join(outcome.root, AGENT)).filter((name) => name.endsWith('.new'));
  check(left.length === 0, `leaves ${left.join(', ')} behind`);
  const locked = existsSync(join(outcome.root, 'var/run/semaphore-agent-start.lock'));
  check(locked === (expect.keepsLock ?? false), locked ? 'leaves its lock behind' : "took another's lock");
  if (expect.withinMs !== undefined) {
    const { computedMs } = outcome;
    check(computedMs <= expect.withinMs, `computed ${computedMs} ms, at most ${expect.withinMs}`);
  }
  return problems.length === 0 ? [] : [...problems, `it said: ${outcome.output.trim()}`];
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
    problems.push(`${path} is ${owner}'s, expected ${expected.owner}'s`);
  if (status.isDirectory()) return problems;
  const text = readFileSync(file, 'utf8');
  if (typeof expected.text === 'string' ? text !== expected.text : expected.text?.test(text) === false) {
    problems.push(`${path} is ${JSON.stringify(text)}, expected ${JSON.stringify(String(expected.text))}`);
  }
  if (expected.yaml) problems.push(...judgeYaml(path, text, expected.yaml));
  return problems;
}

function judgeYaml(
  path: string,
  text: string,
  expected: Readonly<Record<string, unknown>>,
): readonly string[] {
  const actual: Record<string, unknown> = parse(text);
  const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  return [...keys].flatMap((key) => {
    const [is, should] = [actual[key], expected[key]];
    const holds = should instanceof RegExp ? should.test(String(is)) : isDeepStrictEqual(is, should);
    return holds
      ? []
      : [
          `${path}: ${key} is ${JSON.stringify(is)}, expected ${should instanceof RegExp ? should : JSON.stringify(should)}`,
        ];
  });
}

function list(calls: readonly string[]): string {
  return `[${calls.join('; ')}]`;
}
