export { lambdaClient } from './client.ts';
export { Functions, type FunctionState } from './functions.ts';
