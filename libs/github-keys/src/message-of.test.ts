import { expect, it } from '@jest/globals';
import { messageOf } from './message-of.ts';

it.each([
  [new Error('reset'), 'reset'],
  [
    new AggregateError([new Error('refused by ::1'), new Error('refused by 127.0.0.1')]),
    'refused by ::1; refused by 127.0.0.1',
  ],
  ['a string', 'a string'],
  [undefined, 'undefined'],
])('the message of %p is %j', (error, message) => {
  expect(messageOf(error)).toBe(message);
});
