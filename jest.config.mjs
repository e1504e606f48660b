import { join } from 'node:path';

// One configuration for every project: nx passes the project's folder as --rootDir.
// `test` runs the tests beside the code; `e2e` runs those in src/e2e; `fuzz` runs those with damaged inputs, on many more inputs.
const target = process.env.NX_TASK_TARGET_TARGET;
const e2e = target === 'e2e';
const TESTS = {
  e2e: ['<rootDir>/src/e2e/**/*.test.ts'],
  fuzz: ['<rootDir>/src/**/*.fuzz.test.ts'],
  test: ['<rootDir>/src/**/*.test.ts'],
};

/** CommonJS packages that take long to load, so test files share them. */
const SHARED_PACKAGES =
  '(aws-cdk-lib|constructs|cdk-nag|@aws-cdk/cloudformation-diff|(@aws-sdk|@smithy)/[^/]+)/';

export default {
  testEnvironment: join(import.meta.dirname, 'tools/src/test-environment.mjs'),
  // Otherwise Jest would find two package.json files of the same package: the project's, and the one of its package in dist.
  roots: ['<rootDir>/src'],
  // End-to-end suites can run at the same time: each has its own region, and mostly waits for the next minute of the schedule.
  ...(e2e && { maxWorkers: 5, testSequencer: join(import.meta.dirname, 'tools/src/longest-first.mjs') }),
  // Ends only tests that hang, not slow ones: a busy machine takes many times as long as an idle one.
  testTimeout: { e2e: 600_000, fuzz: 24 * 3_600_000 }[target] ?? 300_000,
  testMatch: TESTS[target] ?? TESTS.test,
  testPathIgnorePatterns: e2e ? [] : ['<rootDir>/src/e2e/'],
  transformIgnorePatterns: [`/node_modules/(?!${SHARED_PACKAGES})`],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    [`/node_modules/${SHARED_PACKAGES}.*\\.js$`]: join(import.meta.dirname, 'tools/src/shared-packages.mjs'),
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
