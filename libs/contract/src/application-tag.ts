/** Every instance of every fleet has this tag. */
export const APPLICATION_TAG = { key: 'application', value: 'semaphore-agent' } as const;
