import { expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { introduction } from './introduction.ts';

const examples = [...introduction.matchAll(/```json\n([^]*?)```/g)].map(([, file]) => file ?? '');

it('has an example of both forms of a file', () => expect(examples).toHaveLength(2));

it.each(examples)('has an example that loads: %s', (file) =>
  expect(attempt({}, file)).toMatchObject({ problems: [], warnings: [] }),
);
