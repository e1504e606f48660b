import type { Step } from './step.ts';

/** The projects that run the image's scripts for Linux and macOS. */
const SCRIPTS = 'image-linux,image-macos';

/**
 * Everything that must pass. The end-to-end suites, which `npm test` runs last, depend on the clock and leave a quarter of two cores
 * idle. So what has a low priority is in the second lane, and may still run then: the tests of the image's scripts, types, lint.
 * Types and lint run in one process each, because Nx, with one process per project, takes twice as long if nothing is cached.
 */
export const LANES: readonly (readonly Step[])[] = [
  // `npm run sandbox` has no step of its own, because it is one of the end-to-end suites.
  [
    {
      name: 'Every suite but those of scripts',
      command: `npm test -- --exclude ${SCRIPTS}`,
      runsSuites: true,
    },
    // After the suites, because they build the package. Without retries, because a dry run needs no answer of the registry.
    {
      name: 'Release, without publishing',
      command: 'npm_config_fetch_retries=0 nx release publish --dry-run',
    },
  ],
  [
    // The other parts of images:verify are the tests of image-linux, image-windows and image-macos.
    {
      name: 'Images: build, boot and run jobs without AWS',
      command: 'nx run images:verify --excludeTaskDependencies --only guest --guest trixie',
      runsSuites: true,
    },
    {
      name: 'Scripts of images',
      command: `nx run-many -t test -p ${SCRIPTS} --nxBail=false`,
      runsSuites: true,
    },
    { name: 'Format, project references, documentation', command: 'npm run check:repository', niceness: 19 },
    // TypeScript 7 takes a third of the CPU time of TypeScript 5, which ESLint and the target typecheck use.
    {
      name: 'Types',
      command: 'tools/typecheck/node_modules/.bin/tsc --build --builders 1 --checkers 1',
      niceness: 19,
    },
    // ESLint with one TypeScript program of all files takes half the CPU time of one program per project, but 3 GB of memory.
    {
      name: 'Lint',
      command: `NODE_OPTIONS=--max-old-space-size=4096 eslint . \\
        --parser-options projectService:false --parser-options project:tsconfig.lint.json`,
      niceness: 19,
    },
    { name: 'Lint of images', command: 'nx run-many -t lint -p tag:type:image', niceness: 19 },
    {
      name: 'cfn-lint over the templates of the fleet matrix',
      command: `set -e
        nx run infra:templates
        python3 -m venv .sandbox/cfn-lint
        .sandbox/cfn-lint/bin/pip install --quiet --no-deps --no-compile --require-hashes -r .ci/cfn-lint.txt
        cd apps/infra && ../../.sandbox/cfn-lint/bin/cfn-lint`,
      niceness: 19,
    },
  ],
];
