import { expect, it } from '@jest/globals';
import { fullCommandForFleet, fullCommandWith, type TypedOptions } from './full-command.ts';

const typed: TypedOptions = {
  region: 'eu-west-1',
  profile: "the team's",
  config: 'my fleets.json',
  fleet: ['linux', 'mac'],
  parameter: '/ci/token',
  kmsKey: 'alias/ci',
};

it.each([
  ['deploy', "deploy --config 'my fleets.json' --fleet linux mac --region eu-west-1 "],
  [
    'logs --instance i-1',
    "logs --instance i-1 --config 'my fleets.json' --fleet linux mac --region eu-west-1 ",
  ],
  [
    'token put',
    "token put --kms-key alias/ci --parameter /ci/token --config 'my fleets.json' --fleet linux mac --region eu-west-1 ",
  ],
  [
    'token check',
    "token check --parameter /ci/token --config 'my fleets.json' --fleet linux mac --region eu-west-1 ",
  ],
  ['bootstrap', 'bootstrap --region eu-west-1 '],
  ['bootstrap --qualifier ci', 'bootstrap --qualifier ci --region eu-west-1 '],
  ['images prune', 'images prune --region eu-west-1 '],
  ['images build', "images build --config 'my fleets.json' --fleet linux mac --region eu-west-1 "],
])('%s gets the typed options that it accepts, quoted', (command, line) => {
  expect(fullCommandWith(typed)(command)).toBe(String.raw`npm run fleet -- ${line}--profile 'the team'\''s'`);
});

it.each(['brake release', 'rollout pause', 'rollout resume', 'rollout status', 'doctor'])(
  '%s gets --stack if it was typed',
  (command) => {
    expect(fullCommandWith({ stack: ['ci'] })(command)).toBe(`npm run fleet -- ${command} --stack ci`);
  },
);

it('rollout back does not get --stack, because it needs the configuration', () => {
  expect(fullCommandWith({ stack: ['ci'] })('rollout back')).toBe('npm run fleet -- rollout back');
});

it('adds region and profile to commands of the AWS CLI', () => {
  expect(fullCommandWith({ ...typed, profile: 'ops' })('aws events enable-rule --name scale')).toBe(
    'aws events enable-rule --name scale --region eu-west-1 --profile ops',
  );
});

it('adds nothing if no options were typed', () => {
  expect(fullCommandWith({})('doctor')).toBe('npm run fleet -- doctor');
});

it('adds --fleet only if several fleets were chosen', () => {
  expect(fullCommandForFleet({}, 'mac', 1)('doctor')).toBe('npm run fleet -- doctor');
  expect(fullCommandForFleet({ fleet: ['mac', 'linux'] }, 'mac', 2)('doctor')).toBe(
    'npm run fleet -- doctor --fleet mac',
  );
});
