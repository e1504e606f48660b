/**
 * A plugin of Nx: the Goss files of each OS are a project, so that a change of them concerns that OS alone. A
 * project.json would do, but what lies in these folders goes into the images.
 *
 * `goss-<os>:test` is `image-<os>:test`. The code that judges an image is among its inputs, and not among those of
 * image-<os>: whatever affects image-<os> makes `nx affected -t build-image` build it.
 */
import { basename, dirname } from 'node:path';

const JUDGES = [
  'proof/image-proof/**/*',
  'images/{src/**/*,package.json,requirements.txt}',
  'libs/{ami-hash,aws-clients,config,contract}/{src/**/*,package.json}',
  'package-lock.json',
  'tsconfig.base.json',
];

/** @type {import('@nx/devkit').CreateNodesV2} */
export const createNodesV2 = [
  'images/goss/*/image.yaml',
  (files) =>
    files.map((file) => {
      const root = dirname(file);
      const os = basename(root);
      const test = {
        executor: 'nx:noop',
        inputs: ['{projectRoot}/**/*', ...JUDGES.map((glob) => `{workspaceRoot}/${glob}`)],
        dependsOn: [{ projects: [`image-${os}`], target: 'test' }],
      };
      const project = { name: `goss-${os}`, projectType: 'library', tags: ['type:image'], targets: { test } };
      return [file, { projects: { [root]: project } }];
    }),
];
