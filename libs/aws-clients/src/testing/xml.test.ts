import { describe, expect, it } from '@jest/globals';
import { toXml } from './xml.ts';

describe('toXml', () => {
  it.each<[unknown, string]>([
    [{ A: [1, 'x<&>'], B: undefined }, '<A><member>1</member><member>x&#60;&#38;&#62;</member></A>'],
    [[], ''],
    [Object.freeze([{ A: 1 }]), '<member><A>1</A></member>'],
  ])('writes %j', (value, expected) => {
    expect([toXml(value), toXml(value)]).toEqual([expected, expected]);
    expect(toXml(value, 'item')).toBe(expected.replaceAll('member', 'item'));
  });

  it('serializes a frozen list only once', () => {
    let reads = 0;
    const item = {
      get A() {
        return (reads += 1);
      },
    };
    const list = Object.freeze([item]);
    expect([toXml(list), toXml({ list })]).toEqual([
      '<member><A>1</A></member>',
      '<list><member><A>1</A></member></list>',
    ]);
  });
});
