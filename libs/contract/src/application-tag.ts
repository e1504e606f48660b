/** Every instance of every fleet carries it. */
export const APPLICATION_TAG = { key: 'application', value: 'semaphore-agent' } as const;
