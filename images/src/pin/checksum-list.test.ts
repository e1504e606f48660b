import { describe, expect, it } from '@jest/globals';
import { listedChecksum } from './checksum-list.ts';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

describe('listedChecksum', () => {
  it.each([
    ['two blanks', `${b}  other-tool\n${a}  tool\n`, a],
    ['a star and a folder', `${a} *release/tool\r\n`, a],
    ["BSD's order", `SHA256 (tool) = ${a}\nSHA512 (tool) = ${b}${b}\n`, a],
    ['the same line twice', `${a}  tool\n${a}  tool\n`, a],
    ['two checksums of one name', `${a}  tool\n${b}  tool\n`, undefined],
    ['another name that ends alike', `${a}  other-tool\n`, undefined],
    ['a page in its place', '<html>sign in</html>', undefined],
    ['nothing', '', undefined],
  ])('%s', (_name, list, expected) => {
    expect(listedChecksum(list, 'tool')).toBe(expected);
  });
});
