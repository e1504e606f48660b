import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { manifestOf } from './manifest.ts';

const root = join(import.meta.dirname, '../../..');

it("the package has two names for its program, and only the CDK's CLI as a dependency", () => {
  expect(manifestOf(root)).toMatchObject({
    name: 'agent-aws-stack',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    bin: { 'agent-aws-stack': 'lib/main.mjs', fleet: 'lib/main.mjs' },
  });
  expect(manifestOf(root)).toHaveProperty('dependencies', {
    'aws-cdk': expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  expect(manifestOf(root)).not.toHaveProperty('private');
});
