import { describe, expect, it } from '@jest/globals';
import { ACCOUNT, imagesOfTheRegion, NEWEST, OWN_SOURCE, SILENT } from '../images-of-the-region.ts';
import { findImages, type ImageQuery } from './image.ts';

const images = imagesOfTheRegion('noble', 'x86_64');
const filter = (...pairs: readonly [string, string][]): Pick<ImageQuery, 'Filter'> => ({
  Filter: pairs.map(([Name, value]) => ({ Name, Value: [value] })),
});
/** The image that Packer chooses with `most_recent`. */
const newest = (query: ImageQuery): string | undefined =>
  [...findImages(images, ACCOUNT, query)].sort((one, other) =>
    other.creationDate.localeCompare(one.creationDate),
  )[0]?.imageId;

const TEMPLATE_FILTERS: readonly [string, string][] = [
  ['name', 'ubuntu/images/*ubuntu-noble-*-amd64-server-*'],
  ['architecture', 'x86_64'],
  ['root-device-type', 'ebs'],
  ['virtualization-type', 'hvm'],
];

describe('findImages', () => {
  it("finds Canonical's newest image with the template's filters", () => {
    expect(newest({ Owner: ['099720109477'], ...filter(...TEMPLATE_FILTERS) })).toBe(NEWEST);
  });

  it.each<[string, ImageQuery]>([
    ['owner', filter(...TEMPLATE_FILTERS)],
    ['release', { Owner: ['099720109477'], ...filter(['name', 'ubuntu/images/*-amd64-server-*']) }],
    ['name', { Owner: ['099720109477'], ...filter(['name', '*ubuntu-noble-*-amd64-server-*']) }],
    [
      'architecture',
      { Owner: ['099720109477'], ...filter(['name', 'ubuntu/images/*ubuntu-noble-*-server-*']) },
    ],
  ])('without the filter for the %s, finds another image', (_what, query) => {
    expect(newest(query)).not.toBe(NEWEST);
  });

  it("finds the account's own images, and images by id", () => {
    const ids = (query: ImageQuery): string[] =>
      findImages(images, ACCOUNT, query).map(({ imageId }) => imageId);
    expect(ids({ Owner: ['self'] })).toEqual([OWN_SOURCE, SILENT]);
    expect(ids({ ImageId: [NEWEST] })).toEqual([NEWEST]);
  });

  it('matches one character with ?, and dots literally', () => {
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
