import { expect, it } from '@jest/globals';
import { hasTest, threatProblems } from './threats.ts';

const THREAT = {
  Asset: 'Token',
  Actor: 'Job, Endpoint',
  Control: 'none',
  'Residual risk': 'it reads the token',
  Tests: '[threats: accepts a threat with all fields](../tools/src/docs/threats.test.ts)',
};
const page = (threat: Readonly<Record<string, string>>, chapter = 'Threats by jobs'): string =>
  [
    '## Assets\n\n- **Token**: a secret\n\n## Actors\n\n- **Job**: code\n- **Endpoint**: a server\n',
    `## ${chapter}\n\n### A job reads the token\n`,
    ...Object.entries(threat).map(([name, value]) => `- **${name}**: ${value}`),
  ].join('\n');

it('accepts a threat with all fields', () => {
  expect(threatProblems('docs/security.md', page(THREAT))).toEqual([]);
});

it.each([
  [{ Asset: 'Token, Log' }, '"Log" is not listed'],
  [{ Actor: 'Neighbor' }, '"Neighbor" is not listed'],
  [{ Tests: 'all of them' }, 'no test'],
  [{ Tests: '[x: y](../tools/src/x.test.ts)' }, 'tools/src/x.test.ts does not exist'],
  [{ Tests: '[a threat](../tools/src/docs/threats.ts)' }, '"a threat" does not start with "threats: "'],
  [
    { Tests: '[threats: a title](../tools/src/docs/threats.ts)' },
    'tools/src/docs/threats.ts has no test "threats: a title"',
  ],
])('reports what is wrong with %j', (change, problem) => {
  expect(threatProblems('docs/security.md', page({ ...THREAT, ...change }))).toEqual([
    `A job reads the token: ${problem}`,
  ]);
});

it('reports a missing field, and a page without threats', () => {
  const { Asset, Actor, Tests } = THREAT;
  expect(threatProblems('docs/security.md', page({ Asset, Actor, Tests }))).toEqual([
    'A job reads the token: its fields are not Asset, Actor, Control, Residual risk, Tests',
  ]);
  expect(threatProblems('docs/security.md', page(THREAT, 'Roles'))).toEqual(['no threats']);
});

it.each([
  ["it('reads it', () => {", true],
  ["  ['reads it', 1],", true],
  ['it("reads it", () => {', true],
  ["It 'reads it' {", true],
  ["it('reads it again', () => {", false],
  ["// it('reads it', () => {", false],
  ["it.skip('reads it', () => {", false],
  ["It 'reads it' -Skip {", false],
])('finds the title in %s: %s', (line, found) => {
  expect(hasTest(`import x from 'y';\n${line}\n`, 'reads it')).toBe(found);
});

it('finds a title with an apostrophe', () => {
  expect(hasTest(String.raw`it('reads the job\'s log')`, "reads the job's log")).toBe(true);
});
