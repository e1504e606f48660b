export { kmsClient } from './client.ts';
