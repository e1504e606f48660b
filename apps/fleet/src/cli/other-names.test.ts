import { expect, it } from '@jest/globals';
import { commandsOf } from '../commands/index.ts';
import { runFleet } from '../testing/run-fleet.ts';

const commands = await commandsOf([]);

it.each([
  ['delete', 'destroy'],
  ['rm', 'destroy'],
  ['check', 'doctor'],
  ['diff', 'plan'],
  ['apply', 'deploy'],
  ['deply', 'deploy'],
  ['token set', 'put'],
  ['token renew', 'rotate'],
  ['images rm', 'prune'],
  ['help delete', 'destroy'],
  ['delete --help', 'destroy'],
])('`%s` suggests %s', async (line, meant) => {
  const { code, err } = await runFleet(commands, line.split(' '));
  expect(code).toBe(2);
  expect(err).toMatch(/^error: unknown command '\w+'\n/);
  expect(err).toContain(`(Did you mean ${meant}?)`);
});

it('suggests nothing for a name that means no command', async () => {
  expect((await runFleet(commands, ['xyzzy'])).err).not.toContain('Did you mean');
});
