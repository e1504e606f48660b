import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprint, type SourceFile } from './fingerprint.ts';

const file = (path: string, content: string | Uint8Array): SourceFile => ({
  path,
  content: Buffer.from(content),
});
const files = [file('images/packer/linux/a.hcl', 'one\n'), file('images/goss/linux/goss.yaml', 'two\n')];
const original = fingerprint(files);

describe('fingerprint', () => {
  it('is 32 hex digits, and never changes, because another value would rename every image', () => {
    expect(original).toBe('e7a967a76a0f847630a449d302b09113');
  });

  it.each<[string, readonly SourceFile[]]>([
    ['the order of the files', files.toReversed()],
    ['backslashes in paths', files.map((f) => ({ ...f, path: f.path.replaceAll('/', '\\') }))],
    [
      'line endings',
      files.map((f) => file(f.path, Buffer.from(f.content).toString().replaceAll('\n', '\r\n'))),
    ],
  ])('does not depend on %s', (_name, same) => {
    expect(fingerprint(same)).toBe(original);
  });

  it('does not depend on the Unicode normalization of names', () => {
    expect(fingerprint([file('caf\u00e9', '')])).toBe(fingerprint([file('cafe\u0301', '')]));
  });

  it.each<[string, readonly SourceFile[]]>([
    ['changed content', [file('images/packer/linux/a.hcl', 'one!\n'), ...files.slice(1)]],
    ['a changed path', [file('images/packer/linux/b.hcl', 'one\n'), ...files.slice(1)]],
    ['an additional empty file', [...files, file('images/packer/linux/b', '')]],
    ['a missing file', files.slice(1)],
    ['a lone carriage return', [file('images/packer/linux/a.hcl', 'one\r'), ...files.slice(1)]],
    ['swapped contents', [file(files[0]!.path, 'two\n'), file(files[1]!.path, 'one\n')]],
  ])('is different for %s', (_name, other) => {
    expect(fingerprint(other)).not.toBe(original);
  });

  it('does not convert line endings in binary files', () => {
    const binary = (rest: string): string => fingerprint([file('logo.png', `\0PNG${rest}`)]);
    expect(binary('\r\n')).not.toBe(binary('\n'));
  });

  it('is different for different content that is not UTF-8', () => {
    expect(fingerprint([file('a', Uint8Array.of(0xe9))])).not.toBe(
      fingerprint([file('a', Uint8Array.of(0xe8))]),
    );
  });

  it('is different for any two different lists of files', () => {
    // Few distinct characters, so that lists often resemble each other. Spaces and digits are among them, because the
    // hashed text has the lengths of a path and its content before both, and digits of a path could be mistaken for a length.
    const text = fc.string({ unit: fc.constantFrom('a', '/', ' ', '1', '2'), maxLength: 4 });
    const list = fc.uniqueArray(fc.tuple(text, text), { selector: ([path]) => path, maxLength: 3 });
    const hash = (pairs: [string, string][]): string =>
      fingerprint(pairs.map(([path, content]) => file(path, content)));
    const plain = (pairs: [string, string][]): string => JSON.stringify(Object.fromEntries(pairs.toSorted()));
    fc.assert(fc.property(list, list, (a, b) => (hash(a) === hash(b)) === (plain(a) === plain(b))));
  });
});
