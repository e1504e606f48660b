/**
 * Blocks and arguments that Debian's Packer 1.6 does not support. They are removed from the copy that it reads;
 * source-problems.ts checks them in the parsed template. Packer 1.6 has built-in plugins, so plugins.pkr.hcl is removed too.
 */
const NEWER_BLOCKS = ['metadata_options'];
const NEWER_ARGUMENTS = [
  'imds_support',
  'temporary_key_pair_type',
  'temporary_security_group_source_public_ip',
];

export const PLUGINS_FILE = 'plugins.pkr.hcl';

/** Removes NEWER_BLOCKS and NEWER_ARGUMENTS from a template. These blocks must not contain other blocks. */
export function offlineTemplate(hcl: string): string {
  const block = new RegExp(`^[ \\t]*(${NEWER_BLOCKS.join('|')})[ \\t]*\\{[^{}]*\\}[ \\t]*\\n`, 'gm');
  const argument = new RegExp(`^[ \\t]*(${NEWER_ARGUMENTS.join('|')})[ \\t]*=.*\\n`, 'gm');
  return hcl.replace(block, '').replace(argument, '');
}
