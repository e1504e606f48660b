import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { expect, it } from '@jest/globals';

const text = readFileSync(join(installation.root, 'examples/ci/Dockerfile'), 'utf8');

interface Instruction {
  readonly name: string;
  readonly rest: string;
  /** The rules that a comment above the instruction tells hadolint to ignore. */
  readonly ignored: readonly string[];
}

/** The instructions of a Dockerfile, with continued lines joined. */
function parse(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.flatMap((line, at) => {
    const [, name, rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const ignored = /^# hadolint ignore=(.*)$/.exec(lines[at - 1] ?? '')?.[1]?.split(',') ?? [];
    return [{ name, rest, ignored }];
  });
}

const shell = ({ name, rest }: Instruction): string => (name === 'RUN' ? rest : '');

/** The rules of hadolint (https://github.com/hadolint/hadolint#rules) that matter for this Dockerfile. Each function returns whether an instruction breaks the rule. */
const RULES: Readonly<
  Record<string, (each: Instruction, at: number, all: readonly Instruction[]) => boolean>
> = {
  DL3000: ({ name, rest }) => name === 'WORKDIR' && !rest.startsWith('/'),
  DL3002: ({ name, rest }, at, all) =>
    name === 'USER' && rest === 'root' && !all.slice(at + 1).some((later) => later.name === 'USER'),
  DL3006: ({ name, rest }) => name === 'FROM' && !rest.includes(':'),
  DL3007: ({ name, rest }) => name === 'FROM' && rest.endsWith(':latest'),
  DL3008: (each) => /apt-get install (?:--?\S+ )*[^-=\s]+(?:\s|$)/.test(shell(each)),
  DL3009: (each) =>
    /apt-get update/.test(shell(each)) && !shell(each).includes('rm -rf /var/lib/apt/lists/*'),
  DL3014: (each) => /apt-get install(?!.* (?:-y|--yes)\b)/.test(shell(each)),
  DL3015: (each) => /apt-get install(?!.* --no-install-recommends\b)/.test(shell(each)),
  DL3016: (each) => /npm (?:i|install) (?:-\S+ )*[^-@\s]/.test(shell(each)),
  DL3020: ({ name }) => name === 'ADD',
  DL3025: ({ name, rest }) => ['CMD', 'ENTRYPOINT'].includes(name) && !rest.startsWith('['),
  DL3027: (each) => /\bapt install/.test(shell(each)),
  DL3045: ({ name, rest }, at, all) =>
    name === 'COPY' && !/\s\/\S*$/.test(rest) && !all.slice(0, at).some((each) => each.name === 'WORKDIR'),
  DL3059: ({ name }, at, all) => name === 'RUN' && all[at - 1]?.name === 'RUN',
  DL4000: ({ name }) => name === 'MAINTAINER',
};

const broken = (dockerfile: string): readonly string[] =>
  parse(dockerfile).flatMap((each, at, all) =>
    Object.entries(RULES).flatMap(([rule, breaks]) =>
      breaks(each, at, all) && !each.ignored.includes(rule) ? [rule] : [],
    ),
  );

it('examples/ci/Dockerfile breaks none of the hadolint rules that this test knows', () => {
  expect(broken(text)).toEqual([]);
});

it.each([
  ['FROM node', 'DL3006'],
  ['FROM node:latest', 'DL3007'],
  [
    'RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*',
    'DL3008',
  ],
  ['RUN apt-get update', 'DL3009'],
  ['RUN apt-get install --yes git=1', 'DL3015'],
  ['RUN apt-get install --no-install-recommends git=1', 'DL3014'],
  ['RUN npm install agent-aws-stack', 'DL3016'],
  ['ADD a /a', 'DL3020'],
  ['COPY a .', 'DL3045'],
  ['CMD agent-aws-stack', 'DL3025'],
  ['USER root', 'DL3002'],
  ['WORKDIR fleets', 'DL3000'],
])('%s would break %s', (line, rule) => {
  expect(broken(line)).toEqual([rule]);
});

it("examples/ci/Dockerfile runs the package's program, as a user other than root", () => {
  const instructions = parse(text);
  const last = (wanted: string) => instructions.findLast(({ name }) => name === wanted)?.rest;
  expect(last('USER')).toBe('node');
  expect(last('FROM')).toBe('node:24-slim');
  expect(JSON.parse(last('CMD') ?? '')).toEqual(['agent-aws-stack', '--help']);
});
