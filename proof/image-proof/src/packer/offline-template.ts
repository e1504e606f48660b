/**
 * What Debian's Packer 1.6 does not know yet: left out of the copy that it validates, and asserted on the parsed
 * template instead. Its plugins are built in, so plugins.pkr.hcl is left out as a whole.
 */
const NEWER_BLOCKS = ['metadata_options'];
const NEWER_ARGUMENTS = [
  'imds_support',
  'temporary_key_pair_type',
  'temporary_security_group_source_public_ip',
];

export const PLUGINS_FILE = 'plugins.pkr.hcl';

/** The template's text without what is newer. Blocks have no block in them, and end in a line of their own. */
export function offlineTemplate(hcl: string): string {
  const block = new RegExp(`^[ \\t]*(${NEWER_BLOCKS.join('|')})[ \\t]*\\{[^{}]*\\}[ \\t]*\\n`, 'gm');
  const argument = new RegExp(`^[ \\t]*(${NEWER_ARGUMENTS.join('|')})[ \\t]*=.*\\n`, 'gm');
  return hcl.replace(block, '').replace(argument, '');
}
