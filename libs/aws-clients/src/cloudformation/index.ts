export { cloudFormationClient } from './client.ts';
export type { Stack, StackInputs, StackResource } from './stack.ts';
export { Stacks } from './stacks.ts';
