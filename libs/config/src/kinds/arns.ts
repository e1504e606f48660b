import { text } from './scalars.ts';

const PARTITION = 'arn:aws[a-z-]*';

/** A KMS key: id (also of a multi-region key), key ARN, alias or alias ARN. */
export const kmsKey = text({
  type: 'KMS key',
  expected: 'the id, ARN, alias (alias/<name>) or alias ARN of a KMS key',
  pattern: new RegExp(
    '^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias/[\\w/-]+' +
      `|${PARTITION}:kms:[a-z0-9-]+:\\d{12}:(?:key/(?:mrk-)?[0-9a-f-]{32,36}|alias/[\\w/-]+))$`,
  ),
  suggest: (given) => {
    if (/^[0-9a-f-]{36}$/i.test(given)) return given.toLowerCase();
    return /^[\w/-]+$/.test(given) ? `alias/${given}` : undefined;
  },
});

export const kmsKeyArn = text({
  type: 'ARN',
  expected: 'the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>',
  pattern: new RegExp(`^${PARTITION}:kms:[a-z0-9-]+:\\d{12}:key/(?:mrk-)?[0-9a-f-]{32,36}$`),
});

/** A managed policy: the name (with path) of a policy in the account, or the ARN of any policy. */
export const managedPolicy = text({
  type: 'policy',
  expected:
    'the name of a managed policy in your account, with its path if it has one, or the ARN of any managed policy',
  pattern: new RegExp(`^(?:${PARTITION}:iam::(?:aws|\\d{12}):policy/[\\w+=.@/-]+|[\\w+=.@/-]+)$`),
});

export const snsTopicArn = text({
  type: 'ARN',
  expected: 'the ARN of an SNS topic, arn:aws:sns:<region>:<account>:<name>',
  pattern: new RegExp(`^${PARTITION}:sns:[a-z0-9-]+:\\d{12}:[\\w-]+(?:\\.fifo)?$`),
});

export const licenseConfigurationArn = text({
  type: 'ARN',
  expected:
    'the ARN of a License Manager configuration, arn:aws:license-manager:<region>:<account>:license-configuration:lic-…',
  pattern: new RegExp(
    `^${PARTITION}:license-manager:[a-z0-9-]+:\\d{12}:license-configuration:lic-[0-9a-f]+$`,
  ),
});
