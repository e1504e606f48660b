export * from './errors.ts';
export { fetchHostKeys, type FetchOptions } from './fetch.ts';
export { parseHostKeys, sameKeys, sharesKey, type HostKeys } from './host-keys.ts';
export { loadHostKeys, type LoadedKeys, type LoadOptions } from './load.ts';
export { PINNED_HOST_KEYS } from './pinned.ts';
