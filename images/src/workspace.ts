import { join } from 'node:path';

/** The root folder, which holds images/. */
export const workspaceRoot = join(import.meta.dirname, '../..');
