import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { ImageSourcesError } from './errors.ts';
import type { SourceFile } from './fingerprint.ts';
import { COMMON_FOLDER, imageFolders, isIgnored } from './image-sources.ts';

/**
 * Reads the sources of a family's image.
 * @param root the workspace's root folder
 * @throws ImageSourcesError if a folder of the image has no files, or contains anything but files and folders
 */
export function readImageSources(root: string, family: ImageFamily): readonly SourceFile[] {
  return imageFolders(family).flatMap((folder) => {
    const paths = filesBelow(root, folder);
    if (paths.length === 0 && folder !== COMMON_FOLDER) {
      throw new ImageSourcesError(folder, `has no files under ${root}, so the image has no fingerprint`);
    }
    return paths.map((path) => ({ path, content: readFileSync(join(root, path)) }));
  });
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    if (isIgnored(path)) return [];
    if (entry.isFile()) return [path];
    // Packer would follow a link, but neither the fingerprint nor Nx would notice a change of its target.
    throw new ImageSourcesError(path, 'is neither a file nor a folder; replace it with a file');
  });
}
