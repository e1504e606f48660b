import { describe, expect, it } from '@jest/globals';
import { listedChecksum } from './checksum-list.ts';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

describe('listedChecksum', () => {
  it.each([
    ['reads a line with two blanks', `${b}  other-tool\n${a}  tool\n`, a],
    ['reads a line with an asterisk and a folder', `${a} *release/tool\r\n`, a],
    ["reads BSD's format", `SHA256 (tool) = ${a}\nSHA512 (tool) = ${b}${b}\n`, a],
    ['accepts the same line twice', `${a}  tool\n${a}  tool\n`, a],
    ['refuses two checksums for one name', `${a}  tool\n${b}  tool\n`, undefined],
    ["ignores a longer name that ends with the file's name", `${a}  other-tool\n`, undefined],
    ['refuses an HTML page', '<html>sign in</html>', undefined],
    ['refuses an empty list', '', undefined],
  ])('%s', (_name, list, expected) => {
    expect(listedChecksum(list, 'tool')).toBe(expected);
  });
});
