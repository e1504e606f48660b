import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { expect, it } from '@jest/globals';
import { commandsOf } from '../commands/index.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { outputJsonSchema, outputSchema } from './output-schema.ts';

it('schema/output.schema.json is up to date (if not: npm run docs)', () => {
  const written = readFileSync(join(installation.root, 'schema/output.schema.json'), 'utf8');
  expect(JSON.parse(written)).toEqual(JSON.parse(outputJsonSchema()));
});

it('the JSON Schema allows fields that a later version adds', () => {
  expect(outputJsonSchema()).toContain('"additionalProperties": {}');
  expect(outputJsonSchema()).not.toContain('"additionalProperties": false');
});

it.each(['token', 'images', 'function', 'upgrade'])(
  'the schema covers the error for a command line that names no subcommand of %s',
  async (group) => {
    const { code, out } = await runFleet(await commandsOf([group]), [group, 'bogus', '--json']);
    expect(code).toBe(2);
    // runFleet checks the output against the schema.
    expect(JSON.parse(out)).toMatchObject({ command: group, ok: false, problems: [{}] });
  },
);

it.each([
  ['a command that does not exist', { command: 'look' }],
  ['a fleet without its name', { fleets: [{ failure: null }] }],
  ['a field that the command does not have', { fleets: [{ fleet: 'ci' }] }],
  ['another version', { version: 2 }],
  ['a problem without a message', { problems: [{}] }],
])('the schema refuses %s', (_, change) => {
  const output = {
    version: 1,
    command: 'deploy',
    ok: true,
    fleets: [{ fleet: 'ci', failure: null }],
    problems: [],
  };
  expect(outputSchema.safeParse(output).success).toBe(true);
  expect(outputSchema.safeParse({ ...output, ...change }).success).toBe(false);
});
