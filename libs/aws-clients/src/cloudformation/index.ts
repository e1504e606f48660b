export { cloudFormationClient } from './client.ts';
export type { Stack, StackResource } from './stack.ts';
export { Stacks } from './stacks.ts';
