export { ed25519Key } from './keys.ts';
export { startMetaServer, type MetaServer } from './meta-server.ts';
