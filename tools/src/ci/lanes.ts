import type { Step } from './step.ts';

/**
 * What has to pass. The guests and the checks run beside the unit tests; by the time `npm test` reaches the end-to-end
 * suites, which depend on the clock, they have usually ended. Types and lint are checked by one process each: by Nx, with
 * one for each project, they take twice as long where nothing is cached.
 */
export const LANES: readonly (readonly Step[])[] = [
  // `npm run sandbox` is among the end-to-end suites.
  [{ name: 'Every suite', command: 'npm test', runsSuites: true }],
  [
    // The other parts of images:verify are the tests of image-linux, image-windows and image-macos.
    {
      name: 'Images are built, booted and used, without AWS',
      command:
        'nx run images:verify --excludeTaskDependencies --plain-ansible --only guest --guest bookworm,trixie',
      runsSuites: true,
    },
    { name: 'Format, project references, documentation', command: 'npm run check:repository', niceness: 10 },
    { name: 'Types', command: 'tsc --build', niceness: 10 },
    // In three parts, which need less memory.
    { name: 'Lint of apps', command: 'eslint apps', niceness: 10 },
    { name: 'Lint of proof', command: 'eslint proof', niceness: 10 },
    {
      name: 'Lint of all else',
      command: 'eslint . --ignore-pattern apps --ignore-pattern proof',
      niceness: 10,
    },
    { name: 'Lint of images', command: 'nx run-many -t lint -p tag:type:image', niceness: 10 },
    {
      name: 'cfn-lint over the templates of the fleet matrix',
      command: `set -e
        nx run infra:templates
        python3 -m venv .sandbox/cfn-lint
        .sandbox/cfn-lint/bin/pip install --quiet --require-hashes -r .ci/cfn-lint.txt
        cd apps/infra && ../../.sandbox/cfn-lint/bin/cfn-lint`,
      niceness: 10,
    },
  ],
];
