import { join } from 'node:path';

/** The root folder of the workspace. */
export const workspaceRoot = join(import.meta.dirname, '../../..');

/** The folder for files that the sandbox, the tests of the images and CI write. Git ignores it. It may be deleted while none of them runs. */
export const sandboxRoot = join(workspaceRoot, '.sandbox');
