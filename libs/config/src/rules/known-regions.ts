/** AWS's regions. A test checks that the list has all regions that the CDK knows. Do not refuse a region because it is missing here: it may be new. */
export const KNOWN_REGIONS: readonly string[] = [
  ...['af-south-1'],
  ...[
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
  ],
  ...['ca-central-1', 'ca-west-1'],
  ...['cn-north-1', 'cn-northwest-1'],
  ...[
    'eu-central-1',
    'eu-central-2',
    'eu-isoe-west-1',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
  ],
  ...['eusc-de-east-1'],
  ...['il-central-1'],
  ...['me-central-1', 'me-south-1', 'me-west-1'],
  ...['mx-central-1'],
  ...['sa-east-1'],
  ...[
    'us-east-1',
    'us-east-2',
    'us-gov-east-1',
    'us-gov-west-1',
    'us-iso-east-1',
    'us-iso-west-1',
    'us-isob-east-1',
    'us-isob-west-1',
    'us-isof-east-1',
    'us-isof-south-1',
    'us-west-1',
    'us-west-2',
  ],
];

export const isKnownRegion = (name: string): boolean => KNOWN_REGIONS.includes(name);

/** The known regions that a name may stand for: those with its area and direction (`us-east`) or, if there are none, those with its area (`us`). */
export function regionsLike(name: string): readonly string[] {
  const startingWith = (start: string) => KNOWN_REGIONS.filter((region) => region.startsWith(`${start}-`));
  const parts = name.split('-');
  const sameDirection = startingWith(parts.slice(0, -1).join('-'));
  return sameDirection.length > 0 ? sameDirection : startingWith(parts[0] ?? '');
}
