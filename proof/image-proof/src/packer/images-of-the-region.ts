import type { Image } from './ec2/image.ts';

export const ACCOUNT = '123456789012';
const CANONICAL = '099720109477';

/** Canonical's newest of the release: what the template has to find. */
export const NEWEST = 'ami-0000000000000ca01';
/** The account's own, to be named by SOURCE_AMI: the disk of a build that ended without an image. */
export const OWN_SOURCE = 'ami-0000000000000d15c';
/** The account's own, on which nothing answers. */
export const SILENT = 'ami-00000000000005113';
/** The account's image before. */
export const OUTDATED = 'ami-0000000000000001d';

/** What the account sees before the build: the right one, and others that differ from it in one thing each. */
export function imagesOfTheRegion(release: string, arch: Image['architecture']): Image[] {
  const machine = arch === 'arm64' ? 'arm64' : 'amd64';
  const other = arch === 'arm64' ? 'x86_64' : 'arm64';
  const name = (date: string, its = release, on = machine): string =>
    `ubuntu/images/hvm-ssd-gp3/ubuntu-${its}-24.04-${on}-server-${date}`;
  const newer = '2026-05-01T00:00:00.000Z';
  const of = (imageId: string, differs: Partial<Image> = {}): Image => ({
    ...{ imageId, name: name('20260401'), ownerId: CANONICAL, architecture: arch },
    ...{ creationDate: '2026-04-01T00:00:00.000Z', snapshotId: imageId.replace('ami', 'snap') },
    ...{ encrypted: false, state: 'available', description: '', tags: new Map<string, string>() },
    ...differs,
  });
  return [
    of('ami-0000000000000001e', { name: name('20260301'), creationDate: '2026-03-01T00:00:00.000Z' }),
    of(NEWEST),
    of('ami-000000000000000ff', { name: name('20260501'), creationDate: newer, ownerId: '666666666666' }),
    of('ami-000000000000000ac', {
      name: name('20260501', release, other === 'arm64' ? 'arm64' : 'amd64'),
      creationDate: newer,
      architecture: other,
    }),
    of('ami-000000000000000be', { name: name('20260501', 'warty'), creationDate: newer }),
    of('ami-00000000000000da1', {
      name: name('20260501').replace('images', 'images-testing'),
      creationDate: newer,
    }),
    of(OWN_SOURCE, { name: 'disk of a build', ownerId: ACCOUNT }),
    of(SILENT, { name: 'silent', ownerId: ACCOUNT }),
  ];
}
