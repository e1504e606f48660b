import { text } from './scalars.ts';
import type { Kind } from './kind.ts';

/** An id that AWS assigns: a prefix and 8 to 17 hexadecimal digits. */
function awsId(prefix: string, what: string): Kind<string> {
  return text({
    type: `${what} id`,
    expected: `${article(what)} ${what} id, such as ${prefix}-0123456789abcdef0`,
    pattern: new RegExp(`^${prefix}-[0-9a-f]{8,17}$`),
    suggest: (given) => new RegExp(`${prefix}-[0-9a-f]{8,17}`, 'i').exec(given)?.[0].toLowerCase(),
  });
}

const article = (noun: string) => (/^[aeiou]/.test(noun) ? 'an' : 'a');

export const imageId = awsId('ami', 'image');
export const securityGroupId = awsId('sg', 'security group');
export const vpcId = awsId('vpc', 'VPC');
export const subnetId = awsId('subnet', 'subnet');
export const dedicatedHostId = awsId('h', 'dedicated host');

/** Names of SSM parameters start with the stack name, so the rules for them apply: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const stackName = text({
  type: 'name',
  expected:
    'a CloudFormation stack name: a letter, then letters, digits and hyphens, at most 98 characters (it is part of the names of IAM policies), not beginning with aws or ssm (SSM refuses parameters with such names)',
  pattern: /^(?![Aa][Ww][Ss]|[Ss][Ss][Mm])[A-Za-z][A-Za-z0-9-]{0,97}$/,
  suggest: (given) => {
    const cleaned = given.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^[^A-Za-z]+|-$/g, '');
    const name = /^(?:aws|ssm)/i.test(cleaned) ? `fleet-${cleaned}` : cleaned;
    return name === '' ? undefined : name.slice(0, 98);
  },
});

export const ssmParameterName = text({
  type: 'name',
  expected:
    'the name of an SSM parameter: letters, digits and _ . -; or a path that starts with a slash and has at most 15 levels',
  pattern: /^(?:[\w.-]+|(?:\/[\w.-]+){1,15})$/,
  maxLength: 1011,
  suggest: (given) => {
    const name = /^arn:[^:]+:ssm:[^:]*:\d*:parameter(\/.+)$/.exec(given)?.[1] ?? given;
    const path = name.split('/').filter((level) => level !== '');
    const cleaned = path.length > 1 ? `/${path.join('/')}` : path[0];
    return cleaned === given || cleaned === undefined || !/^[\w./-]+$/.test(cleaned) ? undefined : cleaned;
  },
});

export const instanceType = text({
  type: 'instance type',
  expected: 'an EC2 instance type, such as m7i.large',
  pattern: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  suggest: (given) => (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/i.test(given) ? given.toLowerCase() : undefined),
});

export const keyPairName = text({
  type: 'name',
  expected: 'the name of an EC2 key pair, at most 255 printable ASCII characters',
  pattern: /^[\x20-\x7e]+$/,
  maxLength: 255,
});

export const bucketName = text({
  type: 'name',
  expected: 'the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens',
  pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  suggest: (given) =>
    /^(?:s3:\/\/|arn:[^:]+:s3:::)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/.exec(given)?.[1],
});

export const bucketOwner = text({
  type: 'account',
  expected: "self for the fleet's own account, or the 12 digits of another account's id",
  pattern: /^(?:self|\d{12})$/,
  suggest: (given) => /^(\d{4})-(\d{4})-(\d{4})$/.exec(given)?.slice(1).join(''),
});

export const availabilityZone = text({
  type: 'zone name',
  expected: 'the name of an availability zone, such as us-east-1a (not its id, use1-az1)',
  pattern: /^[a-z]{2,4}(?:-[a-z]+)+-\d+(?:[a-z]|(?:-[a-z0-9]+)+)$/,
});

export const macFamily = text({
  type: 'Mac family',
  expected: 'a family of EC2 Mac instances, such as mac1, mac2, mac2-m2pro or mac-m4',
  pattern: /^mac(?:\d+(?:-m\d+[a-z]*)?|-m\d+[a-z]*)$/,
  suggest: (given) => /^(mac[a-z0-9-]*)\.metal$/i.exec(given)?.[1]?.toLowerCase(),
});

export const deviceName = text({
  type: 'device name',
  expected: 'a device name of the image, such as /dev/sda1 or /dev/xvda',
  pattern: /^(?:\/dev\/)?(?:sd|xvd|hd)[a-z]{1,2}\d{0,2}$/,
  suggest: (given) =>
    /nvme/.test(given) ? '/dev/sda1 (the name in the image, also for NVMe disks)' : undefined,
});
