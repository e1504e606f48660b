export { call, type CallOptions } from './calls/call.ts';
export { clientConfig, type ClientOptions } from './client-options.ts';
export * from './errors.ts';
