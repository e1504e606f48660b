import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { askYesNo } from './ask-yes-no.ts';

const ENTER = '\r';
const UP = '\u001b[A';
const CTRL_C = '\u0003';

it.each([
  ['Enter', [ENTER], false],
  ['a word with a y, then Enter', [...'maybe', ENTER], false],
  ['the up arrow, then Enter', [UP, ENTER], true],
  ['Ctrl-C', [CTRL_C], undefined],
])('answers only at the last key of: %s', async (_, keys, expected) => {
  const input = new PassThrough();
  const output = new PassThrough().resume();
  let answered = false;
  const answer = askYesNo('Destroy?', { input, output }).finally(() => (answered = true));
  for (const key of keys) {
    await setImmediate();
    expect(answered).toBe(false);
    input.write(key);
  }
  expect(await answer).toBe(expected);
});
