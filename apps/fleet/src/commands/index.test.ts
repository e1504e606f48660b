import { expect, it } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { commandsOf } from './index.ts';

const namesIn = async (kind: 'checkout' | 'package') =>
  (await commandsOf([], { kind })).map((factory) => factory(new FakeShell()).name());

it('the package has the commands of a checkout, except the one for developers', async () => {
  const inCheckout = await namesIn('checkout');
  expect(inCheckout).toContain('function');
  expect(await namesIn('package')).toEqual(inCheckout.filter((name) => name !== 'function'));
});

it('the help says where to start, and lists the commands in groups', async () => {
  const { out } = await runFleet(await commandsOf([]), ['--help']);
  expect(out).toMatch(/^Usage: npm run fleet -- <command>/);
  expect(out.match(/^[A-Z][\w ]*:$/gm)).toEqual([
    ...['Options:', 'Set up:', 'Change fleets:', 'Watch fleets:', 'Other commands:'],
    ...['Start with:', 'Example:'],
  ]);
  const others = out.replace(/^[^]*Other commands:\n|\n\nStart with:[^]*$/g, '');
  expect(others.match(/^ {2}\w+/gm)).toEqual(['  completion', '  function', '  help']);
  expect(out).toContain('\nStart with:\n  npm run fleet -- init\n');
});

it('no description breaks a line in mid-sentence', async () => {
  const all = (await commandsOf([])).map((factory) => factory(new FakeShell()));
  const texts = all.flatMap((command) => [command, ...command.commands]).map((each) => each.description());
  expect(texts.filter((text) => text.includes('\n'))).toEqual([]);
});
