import { expect, it } from '@jest/globals';
import { synthesisError } from './synthesis-error.ts';

const noImage = 'SEMAPHORE_AGENT_AMI: account 1 has no image x in us-east-1. Build it: …';

it.each([
  ["a single mistake in the mistake's own words", [noImage], 'SEMAPHORE_AGENT_AMI', noImage],
  ['a mistake of two fleets once', [noImage, noImage], 'SEMAPHORE_AGENT_AMI', noImage],
  [
    'several mistakes below a heading',
    [noImage, 'VPC: unknown'],
    'configuration',
    `configuration: no templates can be made:\n${noImage}\nVPC: unknown`,
  ],
  [
    'a mistake that names no parameter, below the heading',
    ['The x'],
    'configuration',
    'configuration: no templates can be made:\nThe x',
  ],
])('synthesisError reports %s', (_, mistakes, key, message) =>
  expect(synthesisError(mistakes)).toMatchObject({ key, message }),
);
