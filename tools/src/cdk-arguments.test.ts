import { expect, it } from '@jest/globals';
import { cdkArguments } from './cdk-arguments.ts';

const call = (script: string, ...typed: readonly string[]) =>
  cdkArguments(script, typed, { typedIn: '/repo', isFolder: (path) => path === '/repo/made' });

it.each([
  ['synth', [], ['synth']],
  // The arguments reach the CDK unchanged. Nx would take -c and --verbose for options of its own.
  ['deploy', ['-c', 'a=b c', '--verbose'], ['deploy', '-c', 'a=b c', '--verbose']],
  ['deploy:ci', ['--all'], ['deploy', '--require-approval', 'never', '--all']],
  ['synth', ['-o', 'out'], ['synth', '-o', '/repo/out']],
  ['synth', ['--output=/tmp/out'], ['synth', '--output=/tmp/out']],
  ['deploy', ['--outputs-file', 'out.json'], ['deploy', '--outputs-file', '/repo/out.json']],
  ['diff', ['--template=a.json', 'linux'], ['diff', '--template=/repo/a.json', 'linux']],
  ['deploy', ['--app', 'made'], ['deploy', '--app', '/repo/made']],
  // There is no folder /repo/cdk.out, so this means the one in apps/infra, where the CLI runs.
  ['deploy', ['--app', 'cdk.out'], ['deploy', '--app', 'cdk.out']],
])('npm run %s -- %j runs cdk with %j', (script, typed, args) => {
  expect(call(script, ...typed).args).toEqual(args);
});

it.each([
  [['-o', 'out'], '/repo/out'],
  [['--output=out'], '/repo/out'],
  // --outputs-file names a file, not the folder of the templates.
  [['--outputs-file', 'out.json'], undefined],
])('with %j, the folder of the templates is %s', (typed, output) => {
  expect(call('synth', ...typed).output).toBe(output);
});
