import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import regexp from 'eslint-plugin-regexp';
import * as jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { plainNames } from './tools/src/plain-names.mjs';
import { privateByHash } from './tools/src/private-by-hash.mjs';
import { secondSpellings } from './tools/src/second-spellings.mjs';

const boundaries = [
  { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
  // A proof may import libraries, the image builder, and the scaler, which it runs on a virtual clock. Nothing depends on a proof.
  {
    sourceTag: 'type:proof',
    onlyDependOnLibsWithTags: ['type:lib', 'scope:images', 'scope:agent-scaler'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:pure',
    onlyDependOnLibsWithTags: ['scope:pure'],
    bannedExternalImports: ['@aws-sdk/*', '@smithy/*', 'aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:http',
    onlyDependOnLibsWithTags: ['scope:pure', 'scope:http'],
    bannedExternalImports: ['@aws-sdk/*', '@smithy/*', 'aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:aws',
    onlyDependOnLibsWithTags: ['scope:pure', 'scope:aws'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:lambda',
    onlyDependOnLibsWithTags: ['type:lib'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:fleet',
    onlyDependOnLibsWithTags: ['type:lib'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:images',
    onlyDependOnLibsWithTags: ['type:lib'],
    bannedExternalImports: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
  },
  {
    sourceTag: 'scope:constructs',
    onlyDependOnLibsWithTags: ['scope:pure', 'scope:http'],
    bannedExternalImports: ['@aws-sdk/*', '@smithy/*'],
  },
  {
    sourceTag: 'scope:cdk',
    onlyDependOnLibsWithTags: ['scope:pure', 'scope:http', 'scope:constructs'],
    bannedExternalImports: ['@aws-sdk/*', '@smithy/*'],
  },
];

const TEST_FILES = ['**/*.test.ts', '**/testing/**', '**/e2e/**'];

/** Folders of apps/fleet/src. A folder imports only folders of its own row and of the rows below. */
const FLEET_LAYERS = [
  ['commands'],
  ['planning', 'preflight', 'render'],
  ['observe'],
  ['fleets', 'cdk', 'aws', 'cli'],
];

const fleetLayerRules = FLEET_LAYERS.slice(1).map((folders, above) => ({
  files: folders.map((folder) => `apps/fleet/src/${folder}/**/*.ts`),
  ignores: TEST_FILES,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${FLEET_LAYERS.slice(0, above + 1)
              .flat()
              .join('|')})/`,
            message: 'In apps/fleet, imports point down: see docs/architecture.md, Inside the command line.',
          },
        ],
      },
    ],
  },
}));

const noFolderLeftBehind = {
  selector: 'NewExpression[callee.property.name=/^(App|Stack)$/][arguments.length=0]',
  message: 'Give the app an outdir. Without it, the app leaves a folder in the temporary directory.',
};

/** Code must not change the environment of its process. It passes an environment to child processes and SDK clients. */
const noWrittenEnvironment = [
  'AssignmentExpression[left.object.name="process"][left.property.name="env"]',
  'AssignmentExpression[left.object.object.name="process"][left.object.property.name="env"]',
  'UnaryExpression[operator="delete"][argument.object.object.name="process"]',
  'CallExpression[callee.object.name="Object"] > MemberExpression.arguments:first-child[object.name="process"][property.name="env"]',
].map((selector) => ({
  selector,
  message: 'Do not write to process.env. Pass the environment as an argument.',
}));

const noReadEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Read the environment from the Shell, which includes the options of the command line.',
};

export default tseslint.config(
  {
    ignores: ['**/dist', '**/out-tsc', '**/node_modules', '**/test-results', '**/cdk.out', '.nx', '.sandbox'],
  },
  ...nx.configs['flat/base'],
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/only-throw-error': 'error',
    },
  },
  {
    files: ['**/*.test.ts', '**/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: false,
          depConstraints: boundaries,
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    plugins: { workspace: { rules: { 'plain-names': plainNames, 'private-by-hash': privateByHash } } },
    rules: { 'workspace/plain-names': 'error', 'workspace/private-by-hash': 'error' },
  },
  {
    files: ['{apps,libs,images,proof,tools}/**/*.ts'],
    // The props of the published construct spell names out, because their readers do not have the contract, which is not published.
    ignores: ['libs/contract/**', 'libs/constructs/src/props/**', ...TEST_FILES],
    rules: { 'no-restricted-syntax': ['error', ...noWrittenEnvironment, ...secondSpellings] },
  },
  {
    files: ['apps/fleet/src/**/*.ts'],
    ignores: ['apps/fleet/src/cli/**', ...TEST_FILES],
    rules: {
      'no-restricted-syntax': ['error', noReadEnvironment, ...noWrittenEnvironment, ...secondSpellings],
    },
  },
  {
    files: ['{apps/infra,libs/constructs}/src/**/*.ts'],
    ignores: ['libs/constructs/src/props/**'],
    rules: {
      'no-restricted-syntax': ['error', noFolderLeftBehind, ...noWrittenEnvironment, ...secondSpellings],
    },
  },
  {
    // Tests spell names out, so that a change of the contract makes them fail.
    files: TEST_FILES.map((files) => `{apps/infra,libs/constructs}/src/${files}`),
    rules: { 'no-restricted-syntax': ['error', noFolderLeftBehind] },
  },
  {
    files: ['{apps,libs,images,proof,tools}/**/*.ts', 'tools/**/*.mjs'],
    ignores: TEST_FILES,
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }] },
  },
  {
    // However long a reply, a file or an answer is, a regular expression must not stop the scaler or the tool for seconds.
    files: ['{apps,libs,images}/**/*.ts'],
    ignores: TEST_FILES,
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignorePartial: false }],
    },
  },
  ...fleetLayerRules,
  {
    files: ['{apps,libs,proof}/*/package.json', 'images/package.json'],
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          // Not `build`, which libraries do not have. Every project has the target typecheck, whose inputs are the sources.
          buildTargets: ['typecheck'],
          ignoredFiles: [
            '{projectRoot}/src/**/*.test.ts',
            '{projectRoot}/src/testing/**',
            '{projectRoot}/src/e2e/**',
          ],
          checkVersionMismatches: false,
        },
      ],
    },
  },
  prettier,
);
