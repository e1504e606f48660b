export { call, type CallOptions } from './calls/call.ts';
export { collect } from './calls/collect.ts';
export { toAwsError } from './calls/to-aws-error.ts';
export { orUndefined } from './calls/or-undefined.ts';
export type { ClientOptions } from './client-options.ts';
export * from './errors.ts';
