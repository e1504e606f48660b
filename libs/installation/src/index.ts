import { installationOf, type Installation } from './installation.ts';

export type { Installation };

/** The installation that this process runs from. */
export const installation: Installation = installationOf(import.meta.filename, process.cwd());
