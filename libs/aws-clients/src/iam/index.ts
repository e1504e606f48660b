export { iamClient } from './client.ts';
