import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

const volume = { VOLUME_NAME: '/dev/sda1' };

describe('volume rules', () => {
  it.each<[string, Settings]>([
    [
      'gp3 at its baseline on a small volume',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_SIZE: 1, VOLUME_IOPS: 3000 },
    ],
    [
      'gp3 with the highest throughput',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_IOPS: 8000, VOLUME_THROUGHPUT: 2000 },
    ],
    [
      'gp3 with the highest throughput for its baseline IOPS',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_THROUGHPUT: 750 },
    ],
    ['throughput on gp2, which is ignored with a warning', { ...volume, VOLUME_THROUGHPUT: 100 }],
    ['io1 with IOPS', { ...volume, VOLUME_TYPE: 'io1', VOLUME_SIZE: 64, VOLUME_IOPS: 3200 }],
    [
      'st1 on a device other than the root device',
      { VOLUME_NAME: '/dev/sdf', VOLUME_TYPE: 'st1', VOLUME_SIZE: 500 },
    ],
    ['volume details without a device', { VOLUME_TYPE: 'io1' }],
    ['the lowest initialization rate', { ...volume, VOLUME_INITIALIZATION_RATE: 100 }],
    ['the highest initialization rate', { ...volume, VOLUME_INITIALIZATION_RATE: 300 }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'gp2 too large',
      { ...volume, VOLUME_SIZE: 16_385 },
      /^VOLUME_SIZE: from 1 to 16384 GiB for a volume of type gp2$/,
    ],
    ['sc1 too small', { VOLUME_NAME: '/dev/sdf', VOLUME_TYPE: 'sc1' }, /^VOLUME_SIZE: from 125/],
    [
      'st1 as root',
      { ...volume, VOLUME_TYPE: 'st1', VOLUME_SIZE: 500 },
      /^VOLUME_TYPE: .* st1 cannot be a root volume, and \/dev\/sda1 is/,
    ],
    ['IOPS of gp2', { ...volume, VOLUME_IOPS: 3000 }, /^VOLUME_IOPS: to be empty/],
    ['io2 without IOPS', { ...volume, VOLUME_TYPE: 'io2' }, /^VOLUME_IOPS: to be set: from 100 to 64000/],
    [
      'more IOPS than io1 allows for its size',
      { ...volume, VOLUME_TYPE: 'io1', VOLUME_IOPS: 3201 },
      /^VOLUME_IOPS: from 100 to 3200 for a volume of type io1 and 64 GiB$/,
    ],
    [
      'fewer IOPS than the baseline of gp3',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_IOPS: 2999 },
      /^VOLUME_IOPS: from 3000 to 32000/,
    ],
    [
      'less throughput than the baseline of gp3',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_THROUGHPUT: 124 },
      /^VOLUME_THROUGHPUT: from 125 to 2000 MiB\/s for a volume of type gp3$/,
    ],
    [
      'more throughput than the IOPS allow',
      { ...volume, VOLUME_TYPE: 'gp3', VOLUME_THROUGHPUT: 751 },
      /^VOLUME_THROUGHPUT: at most .* 750 MiB\/s with 3000 IOPS$/,
    ],
    [
      'an initialization rate without a device',
      { VOLUME_INITIALIZATION_RATE: 300 },
      /^VOLUME_INITIALIZATION_RATE: to be empty, or SEMAPHORE_AGENT_VOLUME_NAME to be set/,
    ],
    [
      'too low an initialization rate',
      { ...volume, VOLUME_INITIALIZATION_RATE: 99 },
      /^VOLUME_INITIALIZATION_RATE: an integer \(MiB\/s\), from 100 to 300$/,
    ],
    [
      'too high an initialization rate',
      { ...volume, VOLUME_INITIALIZATION_RATE: 301 },
      /^VOLUME_INITIALIZATION_RATE: an integer \(MiB\/s\), from 100 to 300$/,
    ],
    [
      'a key for an unencrypted volume',
      { ...volume, VOLUME_ENCRYPTED: false, VOLUME_KMS_KEY: 'alias/ci' },
      /^VOLUME_KMS_KEY: to be empty/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );
});
