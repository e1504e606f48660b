import {
  IMAGE_CONTRACT,
  IMAGE_CONTRACT_TAG,
  IMAGE_TITLE,
  writeImageName,
  type ImageFamily,
} from '@agent-aws-stack/contract';
import { BUILD_VARIABLES } from '@agent-aws-stack/images';
import { blocksOf, resolveLocal, type Block, type Template } from './template.ts';

const OS: Readonly<Record<ImageFamily, string>> = {
  linux: 'ubuntu-${var.ubuntu_version}',
  windows: '${var.os}',
  macos: 'macos',
};

/** Publishers of the base images. */
const OWNERS: Readonly<Record<ImageFamily, readonly string[]>> = {
  // Canonical.
  linux: ['099720109477'],
  windows: ['amazon'],
  macos: ['amazon'],
};

const TAGS: Readonly<Record<string, RegExp>> = {
  Name: new RegExp(`^${IMAGE_TITLE}$`),
  Version: /^\$\{var\.image_version\}$/,
  Agent_Version: /agent_version/,
  Toolbox_Version: /toolbox_version/,
  Hash: /^\$\{var\.hash\}$/,
  Source_AMI: /\.SourceAMI/,
  [IMAGE_CONTRACT_TAG]: new RegExp(`^${IMAGE_CONTRACT}$`),
};

/** The values that keep Packer from opening the instance's port to all addresses. */
const CLOSED = '${length(local.source_cidrs) == 0}';
const RANGES = '${local.source_cidrs}';

const FORBIDDEN =
  /^(spot_.*|fleet_tags|ami_groups|ami_users|ami_org_arns|ami_ou_arns|snapshot_groups|snapshot_users)$/;

/** Finds violations of the rules for the build instance and the image, e.g. for encryption, access, the base image and tags. */
export function sourceProblems(family: ImageFamily, template: Template, source: Block): readonly string[] {
  const problems: string[] = [];
  const expect = (isMet: boolean, problem: string): void => {
    if (!isMet) problems.push(problem);
  };

  const name = writeImageName({
    ...{ prefix: '${var.ami_prefix}', version: '${var.image_version}', os: OS[family] },
    ...{ arch: '${var.arch}', hash: '${var.hash}' },
  });
  expect(source['ami_name'] === name, `ami_name is ${String(source['ami_name'])}, expected ${name}`);
  expect(
    isEncrypted(source),
    'the image is not encrypted: set encrypt_boot = true, or encrypted = true in every launch_block_device_mappings',
  );
  expect(
    isGp3(source),
    'the volume type is not gp3 in every launch_block_device_mappings, so instances get a slower volume',
  );
  const [metadata] = blocksOf(source, 'metadata_options');
  expect(
    metadata?.['http_tokens'] === 'required',
    'metadata_options.http_tokens is not required, so IMDSv1 answers',
  );
  expect(
    source['imds_support'] === 'v2.0',
    'imds_support is not v2.0, so instances of the image may answer IMDSv1',
  );
  expect(
    source['temporary_security_group_source_public_ip'] === CLOSED,
    `temporary_security_group_source_public_ip is not ${CLOSED}, so the instance is open to all addresses`,
  );
  expect(
    source['temporary_security_group_source_cidrs'] === RANGES,
    `temporary_security_group_source_cidrs is not ${RANGES}, so the ranges of AMI_SOURCE_CIDRS are ignored, and the instance is open to all addresses`,
  );
  for (const key of Object.keys(source)) {
    expect(!FORBIDDEN.test(key), `${key}: the build must use an on-demand instance and share nothing`);
  }
  const filters = blocksOf(source, 'source_ami_filter');
  expect(filters.length === 1, 'there must be exactly one source_ami_filter');
  for (const filter of filters) {
    const owners = JSON.stringify(filter['owners']);
    expect(
      owners === JSON.stringify(OWNERS[family]),
      `source_ami_filter has owners ${owners}, expected ${OWNERS[family].join()}`,
    );
  }
  for (const kind of ['tags', 'snapshot_tags'])
    problems.push(...tagProblems(kind, family, resolveLocal(template, source[kind])));
  expect(source['run_tags'] !== undefined, 'run_tags is missing, so the build instance has no name');
  if (family === 'macos') expect(source['tenancy'] === 'host', 'tenancy is not host, which a Mac requires');
  return problems;
}

function isEncrypted(source: Block): boolean {
  const mappings = blocksOf(source, 'launch_block_device_mappings');
  const allMapped = mappings.length > 0 && mappings.every((mapping) => mapping['encrypted'] === true);
  return source['encrypt_boot'] === true || allMapped;
}

/** Whether every volume of the build instance is gp3. The image takes its volume types from the build instance. */
function isGp3(source: Block): boolean {
  const mappings = blocksOf(source, 'launch_block_device_mappings');
  return mappings.length > 0 && mappings.every((mapping) => mapping['volume_type'] === 'gp3');
}

function tagProblems(kind: string, family: ImageFamily, tags: unknown): readonly string[] {
  if (typeof tags !== 'object' || tags === null) return [`${kind} is missing`];
  const values = new Map(Object.entries(tags));
  return [...Object.entries(TAGS), ...recordedTags(family)]
    .filter(([tag, pattern]) => !pattern.test(String(values.get(tag))))
    .map(([tag]) => `${kind}: ${tag} is ${String(values.get(tag))}`);
}

/** The tags, besides those in TAGS, that record build variables. Each must contain the value of its variable. */
function recordedTags(family: ImageFamily): readonly (readonly [string, RegExp])[] {
  return BUILD_VARIABLES.flatMap(({ families, packer, tag }) =>
    tag === undefined || tag in TAGS || !families.includes(family)
      ? []
      : [[tag, new RegExp(`\\b(var|local)\\.${packer}\\b`)] as const],
  );
}
