/** How the process ends: done, something failed, or the command was used wrongly. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The line about exit codes in every help text. */
export const EXIT_CODES = 'Exit codes: 0 done, 1 failed, 2 usage error.';
