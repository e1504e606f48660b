export type * from './fleet-config.ts';
