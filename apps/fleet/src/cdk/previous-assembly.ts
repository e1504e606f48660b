import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StackInputs } from '@agent-aws-stack/aws-clients/cloudformation';

/** A version of a stack as it was deployed. */
export interface PreviousVersion extends StackInputs {
  readonly template: Readonly<Record<string, unknown>>;
}

interface Artifact {
  readonly dependencies?: readonly string[];
  readonly properties: { readonly templateFile: string };
}

interface AssetManifest {
  readonly version: string;
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>>;
}

/**
 * Writes an assembly with which `cdk deploy <id>` deploys the previous version of a stack, calls `use` with its folder, then removes it.
 * Roles, environment and bootstrap are those of the stack in the present assembly. The files of the previous version, such as the code of its Lambdas,
 * are still in the bucket of the bootstrap.
 */
export async function withPreviousAssembly<T>(
  present: { readonly folder: string; readonly id: string },
  previous: PreviousVersion,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-previous-'));
  try {
    // Templates may hold environment variables; mkdtemp makes a folder that only its owner can read.
    for (const [name, text] of Object.entries(await previousFiles(present, previous)))
      await writeFile(join(folder, name), text);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The files of the assembly, by name. The CDK names the template's object in S3 after a hash. The manifests repeat this hash, so it is replaced there. */
async function previousFiles(
  { folder, id }: { readonly folder: string; readonly id: string },
  { template, tags }: PreviousVersion,
): Promise<Readonly<Record<string, string>>> {
  const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8'));
  const { version, artifacts } = (await read('manifest.json')) as {
    readonly version: string;
    readonly artifacts: Readonly<Record<string, Artifact>>;
  };
  const stack = artifacts[id];
  const assets = artifacts[`${id}.assets`];
  if (stack === undefined || assets === undefined) throw new Error(`the assembly has no stack ${id}`);
  const { templateFile } = stack.properties;
  const manifest = (await read(`${id}.assets.json`)) as AssetManifest;
  const [hash = '', file] =
    Object.entries(manifest.files).find(([, { source }]) => source.path === templateFile) ?? [];
  const text = JSON.stringify(template);
  const previousHash = createHash('sha256').update(text).digest('hex');
  const withHash = (json: object) => JSON.stringify(json).replaceAll(hash, previousHash);
  return {
    [templateFile]: text,
    [`${id}.assets.json`]: withHash({ version: manifest.version, files: { [hash]: file }, dockerImages: {} }),
    'manifest.json': withHash({
      version,
      artifacts: {
        [`${id}.assets`]: assets,
        [id]: {
          ...{ ...stack, dependencies: [`${id}.assets`], properties: { ...stack.properties, tags } },
          // Leave out the metadata, which describes the constructs of the new version.
          ...{ metadata: undefined, additionalMetadataFile: undefined },
        },
      },
    }),
  };
}
