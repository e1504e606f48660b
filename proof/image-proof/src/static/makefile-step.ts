import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import type { Step } from '../step.ts';
import { command } from '../tools/command.ts';
import { expectNone } from './static-step.ts';

const OSES = ['linux', 'windows', 'macos'];

/** Targets of make, some with variables, and the Nx task that each runs. */
const EXPECTED: readonly (readonly [string, string])[] = [
  ['ansible.lint', 'image-linux:lint'],
  ['images.verify', 'images:verify'],
  ...['init', 'fmt', 'validate'].flatMap((step) => [
    [`packer.${step}`, `image-linux:${step}`] as const,
    ...OSES.flatMap((os) => [
      [`packer.${step} PACKER_OS=${os}`, `image-${os}:${step}`] as const,
      [`packer.${step}.${os}`, `image-${os}:${step}`] as const,
    ]),
  ]),
  ['packer.build', 'images:build-linux'],
  ...OSES.flatMap((os) => [
    [`packer.build PACKER_OS=${os}`, `images:build-${os}`] as const,
    [`packer.build.${os}`, `images:build-${os}`] as const,
  ]),
];

export const makefileStep: Step = {
  name: 'static: every target of make runs its Nx task',
  needs: [command('make')],
  async run() {
    const problems: string[] = [];
    for (const [target, nx] of EXPECTED) {
      const { all } = await execa('make', ['--dry-run', ...target.split(' ')], {
        cwd: workspaceRoot,
        all: true,
        reject: false,
      });
      if (all.trim() !== `npx nx run ${nx}`)
        problems.push(`make ${target}: ${all}, expected npx nx run ${nx}`);
    }
    expectNone(problems);
  },
};
