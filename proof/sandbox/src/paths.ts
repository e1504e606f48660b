import { join } from 'node:path';

/** The root folder of the workspace. */
export const workspaceRoot = join(import.meta.dirname, '../../..');

/** The folder for all files that the sandbox writes. Git ignores it. It may be deleted while no sandbox runs. */
export const sandboxRoot = join(workspaceRoot, '.sandbox');
