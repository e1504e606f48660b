import type { ImageFamily } from '@agent-aws-stack/contract';

/** Folders that are not part of an image, at any depth. */
const IGNORED_FOLDERS = ['.git', '__pycache__', '.ansible', 'packer_cache', 'test-results'];

/** Names of files that are not part of an image, at any depth. `*` means any prefix. */
const IGNORED_FILES = ['project.json', 'README.md', '.DS_Store', '*.pyc', '*.retry', '*.log', '*.swp', '*~'];

/** The folders with an image's sources, relative to the workspace. Only the common one may be empty. */
export function imageFolders(family: ImageFamily): readonly string[] {
  return [`images/packer/${family}`, COMMON_FOLDER, `images/goss/${family}`];
}

/** Sources that several families share. */
export const COMMON_FOLDER = 'images/packer/common';

/** True if a file in an image's folder is not part of the image. @param path with `/` as separator */
export function isIgnored(path: string): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return (
    folders.some((folder) => IGNORED_FOLDERS.includes(folder)) ||
    IGNORED_FILES.some((pattern) =>
      pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern,
    )
  );
}

/**
 * An image's sources as `inputs` for Nx, so that Nx considers an image affected exactly if its fingerprint changes. A test
 * compares them with the images' project.json files.
 * @internal
 */
export function imageInputs(family: ImageFamily): readonly string[] {
  const ignored = [...IGNORED_FOLDERS.map((folder) => `${folder}/**/*`), ...IGNORED_FILES];
  return [
    ...imageFolders(family).map((folder) => `{workspaceRoot}/${folder}/**/*`),
    ...ignored.map((pattern) => `!{workspaceRoot}/images/**/${pattern}`),
  ];
}
