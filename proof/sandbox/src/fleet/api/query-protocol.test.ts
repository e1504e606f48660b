import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type QueryValue, errorXml, parseQueryRequest, successXml } from './query-protocol.ts';

describe('parseQueryRequest', () => {
  it.each([
    ['', '', {}],
    ['Action=X&Version=2011-01-01', 'X', {}],
    ['Action=X&A=1&B=a+b%26', 'X', { A: '1', B: 'a b&' }],
    ['Action=X&A.member.2=b&A.member.1=a&A.member.10=c', 'X', { A: ['a', 'b', 'c'] }],
    [
      'Action=X&F.member.1.Name=tag%3Ak&F.member.1.Values.member.1=v',
      'X',
      { F: [{ Name: 'tag:k', Values: ['v'] }] },
    ],
    ['Action=X&A.B.C=1', 'X', { A: { B: { C: '1' } } }],
    ['Action=X&A=1&A.B=2', 'X', { A: { B: '2' } }],
    ['Action=X&A.member=1', 'X', { A: { member: '1' } }],
    ['Action=X&__proto__.polluted=1', 'X', { ['__proto__']: { polluted: '1' } }],
  ])('reads %p', (body, action, parameters) => {
    expect(parseQueryRequest(body)).toEqual({ action, parameters });
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => void parseQueryRequest(body)));
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'member', '1', '2', '.', '=', '&')), (parts) => {
        expect(parseQueryRequest(parts.join(''))).toHaveProperty('parameters');
      }),
    );
  });

  it('reads any value that a client can write', () => {
    const name = fc
      .stringMatching(/^[A-Z][a-z]{0,8}$/)
      .filter((text) => text !== 'Action' && text !== 'Version');
    const { value } = fc.letrec<{ value: QueryValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
        fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(name, value), (parameters) => {
        const body = new URLSearchParams([['Action', 'X'], ...write(parameters, [])]).toString();
        expect(parseQueryRequest(body).parameters).toEqual(parameters);
      }),
    );
  });
});

/** Encodes a value as AWS clients do. */
function write(value: QueryValue, path: readonly string[]): [string, string][] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  if (Array.isArray(value)) {
    return (value as readonly QueryValue[]).flatMap((item, index) =>
      write(item, [...path, 'member', `${index + 1}`]),
    );
  }
  return Object.entries(value).flatMap(([name, item]) => write(item, [...path, name]));
}

describe('successXml', () => {
  it('writes lists, structures, dates and escaped text, and leaves out undefined values', () => {
    const result = { A: [{ B: 1 }, { B: 2 }], C: true, D: undefined, E: new Date(0), F: '<&>"', G: [] };
    expect(successXml('Do', result, 'r')).toBe(
      '<DoResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DoResult>' +
        '<A><member><B>1</B></member><member><B>2</B></member></A><C>true</C>' +
        '<E>1970-01-01T00:00:00.000Z</E><F>&lt;&amp;&gt;"</F><G></G></DoResult>' +
        '<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DoResponse>',
    );
  });

  it('has no result element for an action without a result', () => {
    expect(successXml('Do', undefined, 'r')).not.toContain('DoResult');
  });
});

describe('errorXml', () => {
  it('contains the code and the message', () => {
    expect(errorXml({ code: 'ValidationError', message: 'a < b' }, 'r')).toContain(
      '<Error><Type>Sender</Type><Code>ValidationError</Code><Message>a &lt; b</Message></Error>',
    );
  });
});
