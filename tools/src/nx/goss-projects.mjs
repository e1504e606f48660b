/**
 * A plugin of Nx: what Goss has to find is a project for each OS, so that a change of it concerns that OS alone. A
 * project.json would do, but what lies in these folders goes into the images.
 */
import { basename, dirname } from 'node:path';

/** @type {import('@nx/devkit').CreateNodesV2} */
export const createNodesV2 = [
  'images/goss/*/image.yaml',
  (files) =>
    files.map((file) => {
      const root = dirname(file);
      const name = `goss-${basename(root)}`;
      return [file, { projects: { [root]: { name, projectType: 'library', tags: ['type:image'] } } }];
    }),
];
