import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { Command } from 'commander';
import { CHECKS } from './doctor/checks.ts';
import { FAULTS } from './doctor/testing/faults/index.ts';
import { subjectWith } from './doctor/testing/subject.ts';
import { commandLines, rejectionOf } from '../testing/command-lines.ts';
import { FakeShell } from '../testing/fake-shell.ts';
import { installation } from '@agent-aws-stack/installation';
import { commandsOf } from './index.ts';

const program = new Command('fleet');
for (const factory of await commandsOf([])) program.addCommand(factory(new FakeShell()));

const read = (path: string): string => readFileSync(join(installation.root, path), 'utf8');
const pages = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md'], { cwd: installation.root }).sort();
/** Pages that name source files and projects, whose names may look like those of checks. */
const ABOUT_THE_CODE = /^CONTRIBUTING\.md$|^docs\/(architecture\.md|decisions\/)/;

const checkNames = CHECKS.map(({ name }) => name);
const knownNames: readonly string[] = [
  'agent-aws-stack',
  ...checkNames,
  ...LAMBDA_NAMES,
  'agent-aws-stack-execution-policy',
  ...['resources', 'roles', 'upgrade'].map((part) => `agent-aws-stack-execution-policy-${part}`),
  'agent-aws-stack-permissions-boundary',
];
const topics = new Set(checkNames.map((name) => name.split('-')[0]));

/** Names in a text that start with the first word of a check, such as `subnet-room`, but are not a check. */
const unknownChecks = (text: string): readonly string[] =>
  [...text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)]
    .flatMap(([, name = '']) => (topics.has(name.split('-')[0]) ? [name] : []))
    .filter((name) => !knownNames.includes(name));

describe('rejectionOf', () => {
  it.each([
    'doctor',
    'doctor --fleet one two --json',
    'status --watch',
    'status --watch 2 --json',
    'token put --fleet linux-ci --yes',
    'bootstrap aws://111111111111/eu-west-1',
    'images prune --help',
  ])('accepts %s', (line) => {
    expect(rejectionOf(program, line)).toBeUndefined();
  });

  it.each([
    ['docter', 'fleet does not know docter'],
    ['token', 'token needs a command'],
    ['token get', 'token does not know get'],
    ['doctor linux-ci', 'doctor does not know linux-ci'],
    ['status --wach 2', 'status has no option --wach'],
    ['logs --since 1h 2h', 'logs does not know 2h'],
  ])('says why %s is rejected', (line, problem) => {
    expect(rejectionOf(program, line)).toBe(problem);
  });
});

describe('commandLines', () => {
  it('finds command lines in code blocks, tables and sentences', () => {
    const text = [
      'npm run fleet -- status --watch 2        # every two seconds',
      '1. `npm run fleet -- plan` says',
      'npm run fleet -- token put --yes < token.txt',
    ].join('\n');
    expect(commandLines(text)).toEqual(['status --watch 2', 'plan', 'token put --yes']);
  });
});

it('unknownChecks finds a mistyped check', () => {
  expect(unknownChecks('`subnet-egress`, `subnet-room`, `linux-ci`, `agent-scaler`')).toEqual([
    'subnet-room',
  ]);
});

describe('the documentation', () => {
  it.each(pages)('%s names only commands and options that exist', (page) => {
    const problems = commandLines(read(page)).flatMap((line) => rejectionOf(program, line) ?? []);
    expect(problems).toEqual([]);
  });

  it("the package's page names only commands and options that exist, and every command for operators", () => {
    const page = read('apps/fleet/README.md').replaceAll('npx agent-aws-stack ', 'npm run fleet -- ');
    const lines = commandLines(page);
    expect(lines.flatMap((line) => rejectionOf(program, line) ?? [])).toEqual([]);
    const shown = new Set(lines.map((line) => line.split(' ')[0]));
    const notThere = program.commands.map((command) => command.name()).filter((name) => !shown.has(name));
    expect(notThere).toEqual(['validate', 'synth', 'function']);
  });

  it('shows every command that operators use', () => {
    const shown = new Set(
      pages.flatMap((page) => commandLines(read(page)).map((line) => line.split(' ')[0])),
    );
    for (const name of ['doctor', 'status', 'logs', 'plan', 'deploy', 'validate', 'token', 'images']) {
      expect(shown).toContain(name);
    }
  });

  it("lists the doctor's checks in their order", () => {
    const listed = [...read('docs/doctor.md').matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
    expect(listed).toEqual(CHECKS.map(({ name }) => name));
  });

  it.each(pages.filter((page) => !ABOUT_THE_CODE.test(page)))('%s names only checks that exist', (page) => {
    expect(unknownChecks(read(page))).toEqual([]);
  });
});

describe('the help and the remedies', () => {
  const helps = (command: Command): string[] => {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
    return [text, ...command.commands.flatMap(helps)];
  };
  const remedies = FAULTS.flatMap(({ check, facts, parameters }) => {
    const found = CHECKS.find(({ name }) => name === check)?.run(facts, subjectWith(parameters));
    return found?.remedy ?? [];
  });

  it('name only commands and options that exist', () => {
    const lines = [...helps(program), ...remedies].flatMap(commandLines);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.flatMap((line) => rejectionOf(program, line) ?? [])).toEqual([]);
  });

  it('show, in the help of every command, an example, the common options and the exit codes', () => {
    const leaves = [program, ...program.commands].flatMap(({ commands }) =>
      commands.filter((each) => each.commands.length === 0),
    );
    expect(leaves.length).toBeGreaterThan(14);
    for (const leaf of leaves) {
      const [help = ''] = helps(leaf);
      expect(help).toMatch(/\nExample:\n {2}npm run fleet -- [^]*Exit codes: 0 done/);
      // `completion` calls no API, so it lacks these options.
      if (leaf.name() !== 'completion') expect(help).toMatch(/--json[^]*--region[^]*--profile/);
    }
  });

  it('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = remedies.flatMap((text) => [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  it('name only parameters that exist', () => {
    const named = remedies.flatMap((text) => text.match(/SEMAPHORE_[A-Z_]+/g) ?? []);
    const documented = read('docs/parameters.md').match(/(?<=^### )SEMAPHORE_\w+$/gm);
    expect(documented).toEqual(expect.arrayContaining(named));
  });
});
