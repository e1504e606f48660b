import type { ImageFamily } from '@agent-aws-stack/contract';

/** Never uploaded by Packer: folders, at any depth. */
const IGNORED_FOLDERS = ['.git', '__pycache__', '.ansible', 'packer_cache', 'test-results'];

/** Never uploaded by Packer: names of files at any depth; `*` stands for any prefix. */
const IGNORED_FILES = ['project.json', 'README.md', '.DS_Store', '*.pyc', '*.retry', '*.log', '*.swp', '*~'];

/** Folders with the sources of an image, relative to the workspace. Only the common one may be empty. */
export function imageFolders(family: ImageFamily): readonly string[] {
  return [`images/packer/${family}`, COMMON_FOLDER, `images/goss/${family}`];
}

/** Shared by several families; it may be empty. */
export const COMMON_FOLDER = 'images/packer/common';

/** Whether a file in an image's folder is not part of the image. The path is separated by `/`. */
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
 * The same files as Nx `inputs`, so that an image is affected exactly when its fingerprint changes. A test compares the
 * images' project.json files with it.
 * @internal
 */
export function imageInputs(family: ImageFamily): readonly string[] {
  const ignored = [...IGNORED_FOLDERS.map((folder) => `${folder}/**/*`), ...IGNORED_FILES];
  return [
    ...imageFolders(family).map((folder) => `{workspaceRoot}/${folder}/**/*`),
    ...ignored.map((pattern) => `!{workspaceRoot}/images/**/${pattern}`),
  ];
}
