import type { Step } from './step.ts';

/**
 * Everything that must pass. The second lane runs beside the unit tests. It has usually ended before `npm test` reaches the
 * end-to-end suites, which depend on the clock. Types and lint run in one process each, because Nx, with one process per
 * project, takes twice as long if nothing is cached.
 */
export const LANES: readonly (readonly Step[])[] = [
  // `npm run sandbox` is among the end-to-end suites.
  [
    { name: 'Every suite', command: 'npm test', runsSuites: true },
    // After the suites, which have built the package. A dry run needs no answer of the registry.
    {
      name: 'Release, without publishing',
      command: 'npm_config_fetch_retries=0 nx release publish --dry-run',
    },
  ],
  [
    // The other parts of images:verify are the tests of image-linux, image-windows and image-macos.
    {
      name: 'Images: build, boot and run jobs without AWS',
      command: 'nx run images:verify --excludeTaskDependencies --plain-ansible --only guest --guest trixie',
      runsSuites: true,
    },
    { name: 'Format, project references, documentation', command: 'npm run check:repository', niceness: 10 },
    // TypeScript 7 takes a third of the CPU time of TypeScript 5, which ESLint and the target typecheck use.
    {
      name: 'Types',
      command: 'tools/typecheck/node_modules/.bin/tsc --build --builders 1 --checkers 1',
      niceness: 10,
    },
    // ESLint with one TypeScript program of all files takes half the CPU time of one program per project, but 3 GB of memory.
    {
      name: 'Lint',
      command: `NODE_OPTIONS=--max-old-space-size=4096 eslint . \\
        --parser-options projectService:false --parser-options project:tsconfig.lint.json`,
      niceness: 10,
    },
    { name: 'Lint of images', command: 'nx run-many -t lint -p tag:type:image', niceness: 10 },
    {
      name: 'cfn-lint over the templates of the fleet matrix',
      command: `set -e
        nx run infra:templates
        python3 -m venv .sandbox/cfn-lint
        .sandbox/cfn-lint/bin/pip install --quiet --no-deps --no-compile --require-hashes -r .ci/cfn-lint.txt
        cd apps/infra && ../../.sandbox/cfn-lint/bin/cfn-lint`,
      niceness: 10,
    },
  ],
];
