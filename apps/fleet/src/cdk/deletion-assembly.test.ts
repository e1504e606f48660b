import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { withDeletionAssembly, type DeletedStack } from './deletion-assembly.ts';

const linux: DeletedStack = {
  stackName: 'linux',
  account: '111111111111',
  region: 'eu-west-1',
  roleArn: undefined,
};

const propertiesOf = (roleArn: string | undefined) =>
  withDeletionAssembly([{ ...linux, roleArn }], async (folder) => {
    const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(existsSync(join(folder, artifacts.linux.properties.templateFile))).toBe(true);
    return artifacts.linux.properties;
  });

it('a deletion assembly names the stack and its environment, and its folder is removed afterwards', async () => {
  const { folder, manifest } = await withDeletionAssembly([linux], async (folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
  }));
  expect(manifest.artifacts.linux).toMatchObject({
    environment: 'aws://111111111111/eu-west-1',
    properties: { stackName: 'linux' },
  });
  expect(existsSync(folder)).toBe(false);
});

it('a deletion assembly names the roles of the bootstrap that deployed the stack', async () => {
  const role = (kind: string) =>
    `arn:aws-cn:iam::111111111111:role/cdk-agents-${kind}-111111111111-eu-west-1`;
  expect(await propertiesOf(role('cfn-exec-role'))).toMatchObject({
    assumeRoleArn: role('deploy-role'),
    cloudFormationExecutionRoleArn: role('cfn-exec-role'),
  });
});

it.each([[undefined], ['arn:aws:iam::111111111111:role/ours']])(
  "a deletion assembly names no roles if the stack's role is %s, which is not a bootstrap's",
  async (roleArn) => {
    expect(Object.keys(await propertiesOf(roleArn)).sort()).toEqual(['stackName', 'templateFile']);
  },
);
