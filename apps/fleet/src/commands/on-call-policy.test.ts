import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { expect, it } from '@jest/globals';
import { importsOf, textOf } from '../testing/imports.ts';

/** The commands that on-call-policy.json is for. `rollout back` is not among them, because it deploys. */
const PATHS = [
  'brake/command.ts',
  'scale/command.ts',
  'shell/command.ts',
  'rollout/change-rollout.ts',
  'rollout/show-rollouts.ts',
];
/**
 * The actions of `aws ssm start-session` and its plugin:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 */
const AWS_CLI_ACTIONS = [
  ...['ssm:ResumeSession', 'ssm:StartSession', 'ssm:TerminateSession'],
  'ssmmessages:OpenDataChannel',
];

const actionsIn = (policy: string): readonly string[] => {
  const { Statement: statements } = JSON.parse(
    readFileSync(join(installation.root, 'apps/fleet', policy), 'utf8'),
  ) as { Statement: readonly { Action: string | readonly string[] }[] };
  return statements.flatMap(({ Action }) => Action);
};

it('on-call-policy.json allows the actions that its commands call beyond those of operator-policy.json, and no others', () => {
  const loaded = new Set(PATHS.map((path) => `commands/${path}`));
  for (const path of loaded) for (const imported of importsOf(path, { types: false })) loaded.add(imported);
  const called = [...loaded]
    .map(textOf)
    .flatMap((text) => text.match(/(?<=')[a-z0-9]+:[A-Z][A-Za-z]+(?=')/g) ?? []);
  const looked = new Set(actionsIn('operator-policy.json'));
  const others = [...new Set([...called, ...AWS_CLI_ACTIONS])].filter((action) => !looked.has(action));
  expect(others.sort()).toEqual([...new Set(actionsIn('on-call-policy.json'))].sort());
});
