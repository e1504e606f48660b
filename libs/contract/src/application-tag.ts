/** Every instance of every fleet has this tag, unless the fleet's own tags have another value for the key. */
export const APPLICATION_TAG = { key: 'application', value: 'semaphore-agent' } as const;
