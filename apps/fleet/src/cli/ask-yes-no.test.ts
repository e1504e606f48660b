import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { askYesNo } from './ask-yes-no.ts';

const ENTER = '\r';
const BACKSPACE = '\u007f';
const CTRL_C = '\u0003';

/** Types keys one by one, and checks that only the last one answers. */
async function typed(keys: readonly string[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const shown: string[] = [];
  output.on('data', (chunk) => shown.push(String(chunk)));
  let answered = false;
  const answer = askYesNo('Destroy?', { input, output }).finally(() => (answered = true));
  for (const key of keys) {
    await setImmediate();
    expect(answered).toBe(false);
    input.write(key);
  }
  return { answer: await answer, shown: shown.join('') };
}

it.each([
  ['Enter', [ENTER], false],
  ['y', ['y', ENTER], true],
  ['Y', ['Y', ENTER], true],
  ['yes', [...'yes', ENTER], true],
  ['YES', [...'YES', ENTER], true],
  ['n', ['n', ENTER], false],
  ['No', [...'No', ENTER], false],
  ['a corrected answer', ['y', BACKSPACE, 'n', ENTER], false],
  ['Ctrl-C', [CTRL_C], undefined],
])('reads the answer from the keys: %s', async (_, keys, expected) => {
  const { answer, shown } = await typed(keys);
  expect(answer).toBe(expected);
  expect(shown).toContain('Destroy? (y/N)');
});

it('asks again after any other answer', async () => {
  const { answer, shown } = await typed([...'yep', ENTER, BACKSPACE, 's', ENTER]);
  expect(shown).toContain('Type y or n, then Enter.');
  expect(answer).toBe(true);
});
