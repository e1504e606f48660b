import { join } from 'node:path';

// One configuration for every project: nx passes the project's folder as --rootDir.
// `test` runs what stands beside the code; `e2e` what stands under src/e2e.
const e2e = process.env.NX_TASK_TARGET_TARGET === 'e2e';

export default {
  testEnvironment: 'node',
  // An end-to-end suite has a region of its own, and waits most of the time for the schedule's next minute.
  ...(e2e && { maxWorkers: 4, testSequencer: join(import.meta.dirname, 'tools/src/longest-first.mjs') }),
  // For what hangs, not for what is slow: a busy machine takes many times as long as an idle one.
  testTimeout: e2e ? 600_000 : 120_000,
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
