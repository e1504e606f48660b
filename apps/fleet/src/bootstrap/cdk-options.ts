import { Option } from 'commander';
import { keyValues } from '../cli/key-values.ts';

/** Options of `cdk bootstrap` that are handed on to it as they are given. */
export const CDK_OPTIONS: readonly Option[] = [
  new Option('--qualifier <text>', "in the names of what the bootstrap makes, for one beside the CDK's own"),
  new Option('--toolkit-stack-name <name>', 'the stack of the bootstrap (default: CDKToolkit)'),
  new Option('--trust <account...>', 'accounts that may deploy here'),
  new Option('--trust-for-lookup <account...>', 'accounts that may look up here'),
  new Option('--untrust <account...>', 'accounts that no longer may'),
  new Option('-t, --tags <key=value...>', 'tags of the stack').argParser(keyValues('--tags')),
  new Option('--termination-protection', "protects the bootstrap's stack from being deleted"),
  new Option('--no-termination-protection', 'ends that protection'),
  new Option('-b, --bootstrap-bucket-name <name>', 'the bucket for assets, which must not exist'),
  new Option('--bootstrap-kms-key-id <id>', 'the KMS key of that bucket'),
  new Option('--bootstrap-customer-key', 'makes a KMS key for that bucket'),
  new Option('--public-access-block-configuration', 'blocks public access to that bucket (the default)'),
  new Option('--no-public-access-block-configuration', 'leaves that to the account'),
  new Option('--custom-permissions-boundary <name>', "the permissions boundary of CloudFormation's role"),
  new Option('--template <file>', 'a bootstrap template of your own'),
  new Option('-c, --context <key=value...>', 'context of the CDK').argParser(keyValues('--context')),
  new Option('-r, --role-arn <arn>', 'role that CloudFormation bootstraps with'),
  new Option('-f, --force', 'bootstraps even to an older version'),
  new Option('-v, --verbose', 'what the CDK does, step by step'),
  new Option('--debug', 'more of it'),
];

/** The options that were given, as arguments of the CDK. */
export function cdkArguments(given: Readonly<Record<string, unknown>>): readonly string[] {
  return CDK_OPTIONS.flatMap((option) => {
    const value = given[option.attributeName()];
    const flag = option.long ?? '';
    if (option.negate) return value === false ? [flag] : [];
    if (value === undefined || value === false) return [];
    if (value === true) return [flag];
    return [value].flat().flatMap((each) => [flag, String(each)]);
  });
}
