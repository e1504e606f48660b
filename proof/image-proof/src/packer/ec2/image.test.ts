import { describe, expect, it } from '@jest/globals';
import { ACCOUNT, imagesOfTheRegion, NEWEST, OWN_SOURCE, SILENT } from '../images-of-the-region.ts';
import { findImages, type ImageQuery } from './image.ts';

const images = imagesOfTheRegion('noble', 'x86_64');
const filter = (...pairs: readonly [string, string][]): Pick<ImageQuery, 'Filter'> => ({
  Filter: pairs.map(([Name, value]) => ({ Name, Value: [value] })),
});
/** As `most_recent` chooses. */
const newest = (query: ImageQuery): string | undefined =>
  [...findImages(images, ACCOUNT, query)].sort((one, other) =>
    other.creationDate.localeCompare(one.creationDate),
  )[0]?.imageId;

const ASKED: readonly [string, string][] = [
  ['name', 'ubuntu/images/*ubuntu-noble-*-amd64-server-*'],
  ['architecture', 'x86_64'],
  ['root-device-type', 'ebs'],
  ['virtualization-type', 'hvm'],
];

describe('findImages', () => {
  it("finds Canonical's newest by what the template asks for", () => {
    expect(newest({ Owner: ['099720109477'], ...filter(...ASKED) })).toBe(NEWEST);
  });

  it.each<[string, ImageQuery]>([
    ['owner', filter(...ASKED)],
    ['release', { Owner: ['099720109477'], ...filter(['name', 'ubuntu/images/*-amd64-server-*']) }],
    ['name', { Owner: ['099720109477'], ...filter(['name', '*ubuntu-noble-*-amd64-server-*']) }],
    [
      'architecture',
      { Owner: ['099720109477'], ...filter(['name', 'ubuntu/images/*ubuntu-noble-*-server-*']) },
    ],
  ])('finds another when the %s is another', (_what, query) => {
    expect(newest(query)).not.toBe(NEWEST);
  });

  it('knows the own account, and ids', () => {
    const ids = (query: ImageQuery): string[] =>
      findImages(images, ACCOUNT, query).map(({ imageId }) => imageId);
    expect(ids({ Owner: ['self'] })).toEqual([OWN_SOURCE, SILENT]);
    expect(ids({ ImageId: [NEWEST] })).toEqual([NEWEST]);
  });

  it('takes ? for one character, and dots as they are', () => {
    expect(newest({ Owner: ['self'], ...filter(['name', 'sil?nt']) })).toBe(SILENT);
    expect(newest({ Owner: ['self'], ...filter(['name', 'sil.nt']) })).toBeUndefined();
  });

  it.each<[string, ImageQuery]>([
    ['InvalidAMIID.NotFound', { ImageId: ['ami-0'] }],
    ['InvalidParameterValue', filter(['colour', 'blue'])],
  ])('refuses with %s', (code, query) => {
    expect(() => findImages(images, ACCOUNT, query)).toThrow(expect.objectContaining({ code }));
  });
});
