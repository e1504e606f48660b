import { expect, it } from '@jest/globals';
import { buildCommand, type BuildCommandOptions } from './index.ts';

it.each<[BuildCommandOptions, string]>([
  [{ os: 'ubuntu-noble', arch: 'x86_64' }, 'npx nx run images:build-linux --os ubuntu-noble'],
  [
    { os: 'ubuntu-jammy', arch: 'arm64', region: 'eu-west-1' },
    'npx nx run images:build-linux --os ubuntu-jammy --arch arm64 --region eu-west-1',
  ],
  [{ os: 'windows', arch: 'x86_64' }, 'npx nx run images:build-windows'],
  [{ os: 'windows-2025', arch: 'x86_64' }, 'npx nx run images:build-windows --os windows-2025'],
  [{ os: 'macos', arch: 'arm64' }, 'npx nx run images:build-macos'],
  [{ os: 'macos', arch: 'x86_64' }, 'npx nx run images:build-macos --arch x86_64'],
])('the build command for %j is %s', (image, line) => {
  expect(buildCommand(image)).toBe(line);
});
