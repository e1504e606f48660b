import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { damagedBytes, damagedText } from './damaged-bytes.ts';
import { damagedJson } from './damaged-json.ts';

const SAMPLE = '{"jobs":{"queued":12,"running":3}}';
const samples = fc.sample(damagedText([SAMPLE]), { numRuns: 2_000, seed: 1 });

describe('damagedText', () => {
  it.each<[string, (text: string) => boolean]>([
    ['the sample itself', (text) => text === SAMPLE],
    ['a truncated sample', (text) => text.length > 5 && text !== SAMPLE && SAMPLE.startsWith(text)],
    ['another number', (text) => /^\{"jobs":\{"queued":1e999,"running":3\}\}$/.test(text)],
    ['invalid UTF-8', (text) => text.includes('\ufffd')],
    ['long inputs', (text) => text.length > 200_000],
    ['the same structure with other values', (text) => isJson(text) && text !== SAMPLE],
  ])('makes %s', (_, isIt) => {
    expect(samples.some(isIt)).toBe(true);
  });

  it('makes different texts', () => {
    expect(new Set(samples).size).toBeGreaterThan(1_200);
  });

  it('makes nothing longer than 300 kB', () => {
    const bytes = fc.sample(damagedBytes([SAMPLE.repeat(100)]), { numRuns: 2_000, seed: 2 });
    expect(Math.max(...bytes.map(({ length }) => length))).toBeLessThan(300_000);
  });
});

describe('damagedJson', () => {
  it('changes values at all depths', () => {
    const texts = fc
      .sample(damagedJson([JSON.parse(SAMPLE)]), { numRuns: 2_000, seed: 1 })
      .map((value) => JSON.stringify(value));
    for (const wanted of [
      SAMPLE,
      'null',
      '{"jobs":[]}',
      '{"jobs":{"queued":12,"running":"0"}}',
      '{"jobs":{"running":3}}',
    ])
      expect(texts).toContain(wanted);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
