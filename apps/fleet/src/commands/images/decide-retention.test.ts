import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideRetention } from './decide-retention.ts';
import { toOwnImage, type OwnImage } from './own-image.ts';

const now = new Date('2026-11-24T12:00:00Z');
const DAY_MS = 86_400_000;

const image = (id: string, ageDays: number, kind = 'ubuntu-noble arm64', isPublic = false): OwnImage => ({
  id,
  name: id,
  kind,
  createdAt: new Date(now.getTime() - ageDays * DAY_MS),
  isPublic,
  snapshots: [],
});

const deleted = (images: OwnImage[], used: [string, string][] = [], keep = 1, graceDays = 7) =>
  decideRetention(images, new Map(used), { keep, graceMs: graceDays * DAY_MS }, now).flatMap(
    ({ image: { id }, action }) => (action === 'delete' ? [id] : []),
  );

describe('decideRetention', () => {
  it.each([
    ['the newest of each kind', [image('a', 90), image('b', 80, 'windows x86_64')], [], []],
    ['an image in use', [image('a', 90), image('b', 10)], [['a', 'instance i-1']], []],
    ['images in the grace period', [image('a', 6.9), image('b', 1)], [], []],
    ['a public image', [image('a', 90, undefined, true), image('b', 10)], [], []],
    [
      'only the newest of old images that nothing uses',
      [image('a', 7), image('b', 10), image('c', 8)],
      [],
      ['c', 'b'],
    ],
  ] as [string, OwnImage[], [string, string][], string[]][])('keeps %s', (_, images, used, expected) => {
    expect(deleted(images, used)).toEqual(expected);
  });

  it('gives every reason to keep or delete an image', () => {
    const decisions = decideRetention(
      [image('a', 90), image('b', 80), image('c', 1)],
      new Map([['b', 'instance i-1']]),
      { keep: 2, graceMs: 7 * DAY_MS },
      now,
    );
    expect(decisions.map(({ reason }) => reason)).toEqual([
      'among the newest 2, within the grace period',
      'in use by instance i-1, among the newest 2',
      '2 newer images of ubuntu-noble arm64, not in use',
    ]);
  });

  it('always keeps the requested number of images of each kind, and every image in use', () => {
    const images = fc.uniqueArray(
      fc.record({ id: fc.nat(60).map(String), age: fc.nat(100), kind: fc.constantFrom('a', 'b') }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(
        images,
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.nat(60).map(String)),
        (specs, keep, used) => {
          const all = specs.map(({ id, age, kind }) => image(id, age, kind));
          const gone = deleted(
            all,
            used.map((id) => [id, 'x']),
            keep,
            0,
          );
          for (const kind of ['a', 'b']) {
            const ofKind = all.filter((each) => each.kind === kind);
            const left = ofKind.filter(({ id }) => !gone.includes(id));
            expect(left.length).toBeGreaterThanOrEqual(Math.min(keep, ofKind.length));
          }
          expect(gone.filter((id) => used.includes(id))).toEqual([]);
        },
      ),
    );
  });
});

describe('toOwnImage', () => {
  const described = (Name: string, State: 'available' | 'pending' = 'available') =>
    toOwnImage({ ImageId: 'ami-1', Name, State, CreationDate: '2026-01-02T03:04:05.000Z' });

  it.each([
    ['semaphore-agent-v1.0.0-ubuntu-noble-arm64-0123456789abcdef0123456789abcdef', 'ubuntu-noble arm64'],
    ['semaphore-agent-v0.8.1-windows-x86_64-0123456789abcdef', 'windows x86_64'],
    ['semaphore-agent-v1.1.0-windows-2025-x86_64-0123456789abcdef', 'windows-2025 x86_64'],
    ['semaphore-agent-v1.0.0-rc-1-macos-arm64-0a', 'macos arm64'],
  ])('reads the name %s', (name, kind) => {
    expect(described(name)).toMatchObject({ id: 'ami-1', kind, createdAt: new Date('2026-01-02T03:04:05Z') });
  });

  it.each(['semaphore-agent-golden', 'semaphore-agent-v1-ubuntu-noble-riscv-0a', 'web-v1-windows-x86_64-0a'])(
    'ignores %s, which is not the name of an agent image',
    (name) => expect(described(name)).toBeUndefined(),
  );

  it('ignores a pending image', () => {
    expect(described('semaphore-agent-v1-windows-x86_64-0a', 'pending')).toBeUndefined();
  });
});
