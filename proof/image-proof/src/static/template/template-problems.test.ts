import { join } from 'node:path';
import { IMAGE_FAMILIES } from '@agent-aws-stack/contract';
import { planBuild, workspaceRoot } from '@agent-aws-stack/images';
import { describe, expect, it } from '@jest/globals';
import { buildPackerVariables } from './packer-variables.ts';
import { parseTemplate, readTemplate } from './template.ts';
import { templateProblems } from './template-problems.ts';

const variables = buildPackerVariables('windows')
  .map((name) => `variable "${name}" {\n  type    = string\n  default = ""\n}\n`)
  .join('');

const GOOD = `
locals {
  tags = {
    Name            = "Semaphore agent"
    Version         = var.image_version
    Agent_Version   = local.agent_version
    Toolbox_Version = local.toolbox_version
    Hash            = var.hash
    Source_AMI      = "{{ .SourceAMI }}"
    "semaphore:image-contract" = "1"
  }
}

source "amazon-ebs" "windows" {
  ami_name       = "\${var.ami_prefix}-\${var.image_version}-\${var.os}-\${var.arch}-\${var.hash}"
  encrypt_boot   = true
  imds_support   = "v2.0"
  winrm_username = "Administrator"
  temporary_security_group_source_public_ip = length(local.source_cidrs) == 0
  temporary_security_group_source_cidrs = local.source_cidrs
  tags           = local.tags
  snapshot_tags  = local.tags
  run_tags       = { Name = "Packer" }
  dynamic "source_ami_filter" {
    for_each = ["newest"]
    content {
      owners = ["amazon"]
    }
  }
  launch_block_device_mappings {
    device_name = "/dev/sda1"
    volume_type = "gp3"
  }
  metadata_options {
    http_tokens = "required"
  }
}
`;

const problemsOf = async (template: string) =>
  templateProblems('windows', await parseTemplate({ 'a.pkr.hcl': template, 'variables.pkr.hcl': variables }));

describe('templateProblems', () => {
  it('accepts a good template', async () => {
    expect(await problemsOf(GOOD)).toEqual([]);
  });

  it('accepts an encrypted volume instead of encrypt_boot', async () => {
    const encrypted = 'device_name = "/dev/sda1"\n encrypted = true';
    const template = GOOD.replace('encrypt_boot   = true', '').replace(
      'device_name = "/dev/sda1"',
      encrypted,
    );
    expect(await problemsOf(template)).toEqual([]);
  });

  it.each([
    ['missing encryption', 'encrypt_boot   = true', '', /^the image is not encrypted/],
    [
      'a volume that is not encrypted',
      'encrypt_boot   = true',
      'launch_block_device_mappings {\n device_name = "/dev/sdb"\n volume_type = "gp3"\n encrypted = true\n }',
      /^the image is not encrypted/,
    ],
    ['a volume of another type', '"gp3"', '"gp2"', /^the volume type is not gp3/],
    ['a volume without a type', 'volume_type = "gp3"', '', /^the volume type is not gp3/],
    [
      'a second volume without a type',
      'encrypt_boot   = true',
      'encrypt_boot   = true\n launch_block_device_mappings {\n device_name = "/dev/sdb"\n }',
      /^the volume type is not gp3/,
    ],
    [
      'IMDSv1 on the build instance',
      'http_tokens = "required"',
      'http_tokens = "optional"',
      /^metadata_options\.http_tokens/,
    ],
    ['IMDSv1 on instances of the image', 'imds_support   = "v2.0"', '', /^imds_support/],
    [
      'a port that is open to all addresses',
      'temporary_security_group_source_public_ip = length(local.source_cidrs) == 0',
      '',
      /^temporary_security_group_source_public_ip/,
    ],
    [
      'other ranges than source_cidrs',
      'source_cidrs = local.source_cidrs',
      'source_cidrs = ["0.0.0.0/0"]',
      /^temporary_security_group_source_cidrs/,
    ],
    ['a wrong name of the image', '${var.os}', 'win', /^ami_name is/],
    ['a wrong tag', '"Semaphore agent"', '"Agent"', /^(snapshot_)?tags: Name is Agent$/],
    ['a missing tag', /Hash .*/, '', /^(snapshot_)?tags: Hash is undefined$/],
    ['missing tags on snapshots', /snapshot_tags .*/, '', /^snapshot_tags is missing$/],
    ['a wrong publisher', '["amazon"]', '["123456789012"]', /^source_ami_filter has owners/],
    [
      'a spot instance',
      'winrm_username',
      'spot_price = "auto"\n  winrm_username',
      /^spot_price: the build must use an on-demand instance/,
    ],
    ['a public image', 'winrm_username', 'ami_groups = ["all"]\n  winrm_username', /^ami_groups:/],
    [
      'a password',
      'winrm_username',
      'winrm_password = "swordfish"\n  winrm_username',
      /winrm_password contains a secret$/,
    ],
    ['an access key', '"Packer"', '"AKIAIOSFODNN7EXAMPLE"', /run_tags\.Name contains a secret$/],
  ])('finds %s', async (_name, from, to, problem) => {
    const problems = await problemsOf(GOOD.replace(from, to));
    expect(problems.length).toBeGreaterThan(0);
    for (const found of problems) expect(found).toMatch(problem);
  });

  it.each(['Install_Erlang', 'Systemd_Restart_Seconds', 'Root_Volume_Size'])(
    'finds a missing tag %s',
    async (tag) => {
      const template = await readTemplate(join(workspaceRoot, 'images/packer/linux'));
      const tags = template.locals.find((locals) => 'tags' in locals)?.['tags'] as Record<string, unknown>;
      expect(templateProblems('linux', template)).toEqual([]);
      Reflect.deleteProperty(tags, tag);
      expect(templateProblems('linux', template)).toEqual([
        `tags: ${tag} is undefined`,
        `snapshot_tags: ${tag} is undefined`,
      ]);
    },
  );

  it.each(IMAGE_FAMILIES)("the template of %s has the builder's defaults", async (family) => {
    const { variable } = await readTemplate(join(workspaceRoot, 'images/packer', family));
    const { variables } = planBuild(family, {}, {}, workspaceRoot);
    for (const name of ['arch', 'ubuntu_version', 'os', 'ami_prefix']) {
      const [declared] = variable[name] ?? [];
      if (declared?.['default'] !== undefined)
        expect([name, declared['default']]).toEqual([name, variables[name]]);
    }
  });

  it("finds an undeclared variable of the builder, and a secret in a variable's default", async () => {
    const template = await parseTemplate({
      a: GOOD,
      b: variables.replace('"source_ami"', '"token"'),
    });
    template.variable['token'] = [{ default: 'abc' }];
    expect(templateProblems('windows', template)).toEqual([
      'variable.token.0.default contains a secret',
      'variable source_ami, which the builder passes, is not declared',
    ]);
  });

  it('requires exactly one amazon-ebs source', async () => {
    expect(await problemsOf(`${GOOD}\nsource "docker" "x" {\n}\n`)).toEqual([
      'the template has 2 sources, expected one amazon-ebs',
    ]);
  });
});
