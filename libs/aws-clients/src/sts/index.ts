export { assumeRole } from './assume-role.ts';
export { stsClient } from './client.ts';
export { callerIdentity, type Identity } from './identity.ts';
