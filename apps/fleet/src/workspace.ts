import { join } from 'node:path';

/** The folder that holds apps, libs and images. */
export const workspaceRoot = join(import.meta.dirname, '../../..');
