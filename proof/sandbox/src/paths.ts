import { join } from 'node:path';

/** The workspace's root. */
export const workspaceRoot = join(import.meta.dirname, '../../..');

/** Where everything the sandbox writes lives; ignored by git, safe to delete when no sandbox runs. */
export const sandboxRoot = join(workspaceRoot, '.sandbox');
