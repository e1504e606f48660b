import jest from './jest.config.mjs';

// Mutation testing: `nx run sizing:mutate`, `nx run agent-scaler:mutate`. Not part of CI, because it takes minutes.
const PROJECTS = {
  sizing: { folder: 'libs/sizing', mutate: ['**/*.ts', '!**/*.test.ts', '!index.ts'] },
  'agent-scaler': {
    folder: 'apps/agent-scaler',
    // The files that decide when to poll and whether to raise the capacity.
    mutate: [
      'backoff.ts',
      'group-cache.ts',
      'loop.ts',
      'plan.ts',
      'poller.ts',
      'handover.ts',
      'scale-out-timer.ts',
      'schedule.ts',
      'metrics-buffer.ts',
      'token-source.ts',
    ],
  },
};
const { folder, mutate } = PROJECTS[process.env.NX_TASK_TARGET_PROJECT ?? 'sizing'];
const inFolder = (pattern) =>
  `${pattern.startsWith('!') ? '!' : ''}${folder}/src/${pattern.replace('!', '')}`;

export default {
  mutate: mutate.map(inFolder),
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    projectType: 'custom',
    config: {
      ...jest,
      roots: [`<rootDir>/${folder}/src`],
      testMatch: ['**/*.test.ts'],
      // These tests use real sockets, so they are slow. Tests with a virtual clock cover the same code.
      testPathIgnorePatterns: [
        '/e2e/',
        '/adapters/',
        '/sockets.test',
        '/real-sockets.test',
        '/src/index.test',
      ],
      reporters: [],
    },
  },
  ignorePatterns: [
    '**/dist',
    '**/out-tsc',
    '**/test-results',
    '**/cdk.out',
    '.nx',
    '.sandbox',
    'docs',
    'images',
    'proof',
  ],
  symlinkNodeModules: true,
  tempDirName: '.nx/stryker',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: `${folder}/test-results/mutation.html` },
  jsonReporter: { fileName: `${folder}/test-results/mutation.json` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  timeoutMS: 20_000,
};
