import { Option } from 'commander';
import { keyValues } from '../../cli/key-values.ts';

/** Options that are passed on to `cdk bootstrap` unchanged. */
export const CDK_OPTIONS: readonly Option[] = [
  new Option(
    '--qualifier <text>',
    'part of the names of the bootstrap resources, for a second bootstrap in the account',
  ),
  new Option('--toolkit-stack-name <name>', 'name of the bootstrap stack (default: CDKToolkit)'),
  new Option('--trust <account...>', 'accounts that may deploy here'),
  new Option('--trust-for-lookup <account...>', 'accounts that may look up resources here'),
  new Option('--untrust <account...>', 'accounts that may no longer deploy or look up resources here'),
  new Option('-t, --tags <key=value...>', 'tags of the bootstrap stack').argParser(keyValues('--tags')),
  new Option('--termination-protection', 'protects the bootstrap stack from deletion'),
  new Option('--no-termination-protection', 'removes the protection from deletion'),
  new Option('-b, --bootstrap-bucket-name <name>', 'name of the asset bucket, which must not exist yet'),
  new Option('--bootstrap-kms-key-id <id>', 'the KMS key of the asset bucket'),
  new Option('--bootstrap-customer-key', 'creates a KMS key for the asset bucket'),
  new Option('--public-access-block-configuration', 'blocks public access to the asset bucket (the default)'),
  new Option(
    '--no-public-access-block-configuration',
    "lets the account's settings decide whether the asset bucket can be public",
  ),
  new Option('--custom-permissions-boundary <name>', "the permissions boundary of CloudFormation's role"),
  new Option('--template <file>', 'your own bootstrap template'),
  new Option('-c, --context <key=value...>', 'CDK context').argParser(keyValues('--context')),
  new Option('-r, --role-arn <arn>', 'role with which CloudFormation bootstraps'),
  new Option('-f, --force', 'bootstraps even if that is a downgrade'),
  new Option('-v, --verbose', 'shows what the CDK does, step by step'),
  new Option('--debug', 'shows even more than --verbose'),
];

/** The typed options, as arguments of the CDK CLI. */
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
