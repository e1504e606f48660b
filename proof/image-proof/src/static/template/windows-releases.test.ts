import { join } from 'node:path';
import { systemsOf } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { expect, it } from '@jest/globals';
import * as z from 'zod';
import { readTemplate } from './template.ts';

const locals = z.array(
  z.object({ releases: z.record(z.string(), z.object({ name: z.string(), base: z.string() })) }),
);

it('the template has a base image for each Windows Server that the builder supports', async () => {
  const template = await readTemplate(join(workspaceRoot, 'images/packer/windows'));
  const releases = locals.parse(template.locals).flatMap((local) => Object.entries(local.releases));
  // Amazon's names: CDK's WindowsVersion, and the chapter on EC2Launch v2 in AWS's EC2 User Guide.
  expect(releases.map(([os]) => os)).toEqual(systemsOf('windows'));
  expect(releases.map(([os, { base }]) => [os, base])).toEqual([
    ['windows', 'EC2LaunchV2-Windows_Server-2019-English-Full-Base'],
    ['windows-2022', 'Windows_Server-2022-English-Full-Base'],
    ['windows-2025', 'Windows_Server-2025-English-Full-Base'],
  ]);
});
