export type { CallOptions } from './calls/call.ts';
export type { ClientOptions } from './client-options.ts';
export * from './errors.ts';
