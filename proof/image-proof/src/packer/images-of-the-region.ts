import type { Image } from './ec2/image.ts';

export const ACCOUNT = '123456789012';
const CANONICAL = '099720109477';

/** Canonical's newest image of the release, which the template must find. */
export const NEWEST = 'ami-0000000000000ca01';
/** The account's own image that a build names in SOURCE_AMI. It was made from the disk of a build that ended without an image. */
export const OWN_SOURCE = 'ami-0000000000000d15c';
/** An image of the account whose instances are unreachable. */
export const SILENT = 'ami-00000000000005113';
/** An image of the account that a build replaces. */
export const OUTDATED = 'ami-0000000000000001d';

/**
 * The images that the account can see before the builds: the one that the template must find, an older one, newer ones that
 * each fail one of the template's filters, and two of the account.
 */
export function imagesOfTheRegion(release: string, arch: Image['architecture']): Image[] {
  const machine = arch === 'arm64' ? 'arm64' : 'amd64';
  const other = arch === 'arm64' ? 'x86_64' : 'arm64';
  const name = (date: string, codename = release, architecture = machine): string =>
    `ubuntu/images/hvm-ssd-gp3/ubuntu-${codename}-24.04-${architecture}-server-${date}`;
  const newer = '2026-05-01T00:00:00.000Z';
  const image = (imageId: string, overrides: Partial<Image> = {}): Image => ({
    ...{ imageId, name: name('20260401'), ownerId: CANONICAL, architecture: arch },
    ...{ creationDate: '2026-04-01T00:00:00.000Z', snapshotId: imageId.replace('ami', 'snap') },
    ...{ encrypted: false, state: 'available', description: '', tags: new Map<string, string>() },
    ...overrides,
  });
  return [
    image('ami-0000000000000001e', { name: name('20260301'), creationDate: '2026-03-01T00:00:00.000Z' }),
    image(NEWEST),
    image('ami-000000000000000ff', { name: name('20260501'), creationDate: newer, ownerId: '666666666666' }),
    image('ami-000000000000000ac', {
      name: name('20260501', release, other === 'arm64' ? 'arm64' : 'amd64'),
      creationDate: newer,
      architecture: other,
    }),
    image('ami-000000000000000be', { name: name('20260501', 'warty'), creationDate: newer }),
    image('ami-00000000000000da1', {
      name: name('20260501').replace('images', 'images-testing'),
      creationDate: newer,
    }),
    image(OWN_SOURCE, { name: 'disk of a build', ownerId: ACCOUNT }),
    image(SILENT, { name: 'silent', ownerId: ACCOUNT }),
  ];
}
