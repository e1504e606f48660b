import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { licencesOf } from './licences.ts';
import { manifestOf } from './manifest.ts';

const root = join(import.meta.dirname, '../../..');

it("the package has two names for its program, and only the CDK's CLI as a dependency", () => {
  expect(manifestOf(root)).toMatchObject({
    name: 'agent-aws-stack',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    bin: { 'agent-aws-stack': 'lib/main.mjs', fleet: 'lib/main.mjs' },
    dependencies: { 'aws-cdk': expect.stringMatching(/^\d+\.\d+\.\d+$/) },
  });
  expect(manifestOf(root)).not.toHaveProperty('private');
});

it('the licences name each bundled package once, with its licence and notice', () => {
  const modules = ['zod/index.js', 'zod/v4/core/api.js', 'aws-cdk-lib/core/index.js'].map(
    (path) => `node_modules/${path}`,
  );
  const text = licencesOf(root, ['apps/fleet/src/main.ts', ...modules]);
  expect(text.match(/^zod \d\S* \(MIT\)$/gm)).toHaveLength(1);
  expect(text).toMatch(/^aws-cdk-lib \d\S* \(Apache-2\.0\)$/m);
  expect(text).toContain('Apache License');
  expect(text).toContain('AWS Cloud Development Kit');
});
