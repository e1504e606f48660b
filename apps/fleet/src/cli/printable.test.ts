import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printable } from './printable.ts';

describe('printable', () => {
  it.each([
    ['keeps text, tabs, newlines, accents and emoji', 'a\tb\nç 🚀', 'a\tb\nç 🚀'],
    ['removes colours', '\u001b[31mred\u001b[0m', 'red'],
    ['removes a sequence that sets the title of the window', '\u001b]0;title\u0007text', 'text'],
    ['removes a sequence that starts with the one-character CSI', '\u009b2Jtext', 'text'],
    ['removes a carriage return, which would overwrite the line', 'real\rfake', 'realfake'],
    ['removes backspaces', 'bad\b\b\bgood', 'badgood'],
    ['removes a lone escape character', 'a\u001b', 'a'],
    ['removes characters that change the direction of text', 'a\u202eb\u2066c\u200f\u061cd', 'abcd'],
  ])('%s', (_name, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('removes every control character except tab and newline from any text', () => {
    const characters = fc.string({
      unit: fc.constantFrom('\u001b', '[', ']', '\u009b', '3', 'm', '\u0007', '\n', 'a'),
    });
    fc.assert(
      fc.property(fc.oneof(characters, fc.string({ unit: 'binary' })), (text) => {
        expect(printable(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
    );
  });
});
