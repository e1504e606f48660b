import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A deployed stack to delete. */
export interface DeletedStack {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** The role with which CloudFormation deployed the stack; undefined if it used none. */
  readonly roleArn: string | undefined;
}

/**
 * Writes an assembly with which `cdk destroy <stack name>` deletes these stacks, calls `use` with its folder, then removes it. Needs
 * no synthesis, so neither a configuration nor lookups.
 */
export async function withDeletionAssembly<T>(
  stacks: readonly DeletedStack[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-deletion-'));
  try {
    await writeFile(join(folder, TEMPLATE_FILE), '{}');
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifestOf(stacks)));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The CDK CLI requires a template, but does not read it to delete a stack. */
const TEMPLATE_FILE = 'template.json';

/** The CLI reads manifests of its own schema version and of older ones, such as this: https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema */
const manifestOf = (stacks: readonly DeletedStack[]) => ({
  version: '36.0.0',
  artifacts: Object.fromEntries(
    stacks.map(({ stackName, account, region, roleArn }) => [
      stackName,
      {
        type: 'aws:cloudformation:stack',
        environment: `aws://${account}/${region}`,
        properties: { stackName, templateFile: TEMPLATE_FILE, ...bootstrapRoles(roleArn) },
        displayName: stackName,
      },
    ]),
  ),
});

/** The roles of the bootstrap that deployed the stack; none if it was deployed with another role, or without a role. */
function bootstrapRoles(roleArn: string | undefined): object {
  if (roleArn === undefined || !EXECUTION_ROLE.test(roleArn)) return {};
  return {
    assumeRoleArn: roleArn.replace(EXECUTION_ROLE, '/cdk-$1-deploy-role-'),
    cloudFormationExecutionRoleArn: roleArn,
  };
}

const EXECUTION_ROLE = /\/cdk-([a-z0-9]+)-cfn-exec-role-/;
