import { createHash } from 'node:crypto';

/**
 * A Jest transformer for CommonJS packages that are slow to load. It replaces each file by one that requires the original
 * outside Jest's sandbox, so that the package is loaded once per process instead of once per test file.
 */
const source = `module.exports = require('node:vm')
  .runInThisContext('process')
  .getBuiltinModule('node:module')
  .createRequire(__filename)(__filename);
`;
const key = createHash('sha256').update(source).digest('hex');

export default {
  process: () => ({ code: source }),
  getCacheKey: (_text, path) => createHash('sha256').update(key).update(path).digest('hex'),
};
