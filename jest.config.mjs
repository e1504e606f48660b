import { join } from 'node:path';

// One configuration for every project: nx passes the project's folder as --rootDir.
// `test` runs what stands beside the code; `e2e` what stands under src/e2e.
const e2e = process.env.NX_TASK_TARGET_TARGET === 'e2e';

export default {
  testEnvironment: 'node',
  // A deployment takes seconds, a wave of jobs up to a minute; a property of a hundred runs a second, on a busy machine more.
  testTimeout: e2e ? 300_000 : 30_000,
  testMatch: e2e ? ['<rootDir>/src/e2e/**/*.test.ts'] : ['<rootDir>/src/**/*.test.ts'],
  testPathIgnorePatterns: e2e ? [] : ['<rootDir>/src/e2e/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2023',
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  reporters: ['default', join(import.meta.dirname, 'tools/src/jest-results.mjs')],
};
