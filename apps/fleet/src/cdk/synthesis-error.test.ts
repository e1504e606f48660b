import { expect, it } from '@jest/globals';
import { synthesisError } from './synthesis-error.ts';

const noImage = 'SEMAPHORE_AGENT_AMI: account 1 has no image x in us-east-1. Build it: …';

it.each([
  ['its own words for one mistake', [noImage], 'SEMAPHORE_AGENT_AMI', noImage],
  ['once what two fleets have in common', [noImage, noImage], 'SEMAPHORE_AGENT_AMI', noImage],
  [
    'all mistakes below a heading',
    [noImage, 'VPC: unknown'],
    'configuration',
    `configuration: no templates can be made:\n${noImage}\nVPC: unknown`,
  ],
  [
    'a mistake without a parameter',
    ['The x'],
    'configuration',
    'configuration: no templates can be made:\nThe x',
  ],
])('gives %s', (_, mistakes, key, message) =>
  expect(synthesisError(mistakes)).toMatchObject({ key, message }),
);
