import { expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { introduction } from './introduction.ts';

const examples = [...introduction.matchAll(/```jsonc?\n([^]*?)```/g)].map(([, file]) => file ?? '');

it('the introduction has an example of each form of a file', () => expect(examples).toHaveLength(2));

it.each(examples)('the example in the introduction loads: %s', (file) =>
  expect(attempt({}, file)).toMatchObject({ problems: [], warnings: [] }),
);
