import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ESLint, Linter } from 'eslint';
import { secondSpellings } from './second-spellings.mjs';

const rules: Linter.RulesRecord = { 'no-restricted-syntax': ['error', ...secondSpellings] };
const complaints = (text: string): number =>
  new Linter().verify(`const name = 'x';\nexport const spelled = [name, ${text}];\n`, { rules }).length;

describe('a literal that the contract defines', () => {
  it.each([
    "'scalerLambdaEE0B7FDF'",
    "'scaler-silent'",
    "'JobCount'",
    "'its version is the lease'",
    "'AwsSemaphoreAgentStack/securityGroup'",
    '`${name}-config`',
    '`${name}-scaler-turn`',
    '`${name}-autoScalingGroup-*`',
    '`/aws/lambda/${name}/agent-scaler`',
    "'semaphore-agent'",
    '`semaphore-agent-v${name}-macos`',
    "'semaphore-agent-*'",
    "'Semaphore agent'",
    "'ubuntu-noble'",
    '`ubuntu-${name}`',
    "'windows-2025'",
    "['focal', 'jammy', 'noble']",
    "['x86_64', 'arm64']",
    "{ Namespace: 'Semaphore' }",
    "{ 'cloudwatch:namespace': 'Semaphore' }",
    "{ key: 'application', value: name }",
    '{ SSM_PARAMETER: name }',
    "'StackName'",
    "'/semaphore/'",
    "'/opt/semaphore/agent/start.sh x'",
    '`#!/bin/bash\n/opt/semaphore/agent/start.sh ${name}`',
    "'C:\\\\semaphore-agent\\\\start.ps1'",
  ])('is refused: %s', (text) => {
    expect(complaints(text)).toBe(1);
  });

  it.each([
    "'DesiredCapacity'",
    "'autoScalingGroup'",
    '`${name}-configuration`',
    '`/aws/lambda`',
    "{ title: 'Semaphore' }",
    "'arm64'",
    "'macos'",
    "'/semaphore/ci-token'",
    '`ubuntu/images/ubuntu-${name}`',
    '{ StackName: name }',
  ])('is accepted if it means something else: %s', (text) => {
    expect(complaints(text)).toBe(0);
  });
});

describe('the rule against second spellings', () => {
  const eslint = new ESLint({ cwd: join(import.meta.dirname, '../..') });

  it.each([
    ['apps/fleet/src/main.ts', true],
    ['apps/infra/src/app.ts', true],
    ['libs/config/src/load/load.ts', true],
    ['images/src/index.ts', true],
    ['proof/image-proof/src/step.ts', true],
    ['proof/sandbox/src/main.ts', true],
    ['tools/src/cdk-script.ts', true],
    ['libs/contract/src/logical-ids.ts', false],
    ['apps/infra/src/app.test.ts', false],
    ['apps/fleet/src/observe/testing/healthy-facts.ts', false],
  ])('applies to %s: %s', async (path, applies) => {
    const config = (await eslint.calculateConfigForFile(path)) as Linter.Config;
    const rule = JSON.stringify(config.rules?.['no-restricted-syntax'] ?? []);
    expect(rule.includes('agent-aws-stack/contract')).toBe(applies);
  });
});
