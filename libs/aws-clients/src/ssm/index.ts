export { ParameterStore } from './parameter-store.ts';
export { ssmClient } from './client.ts';
