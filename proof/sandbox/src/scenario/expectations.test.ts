import { describe, expect, it } from '@jest/globals';
import { ExpectationFailed, Expectations } from './expectations.ts';

describe('Expectations', () => {
  it('keeps what held, in order', () => {
    const expectations = new Expectations();
    expectations.check('one', { held: true, seen: '1' });
    expectations.check('two', { held: true, seen: '2' });
    expect(expectations.all.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('names what did not hold and what was seen', () => {
    const expectations = new Expectations();
    expect(() => expectations.check('capacity is 12', { held: false, seen: '11' })).toThrow(
      new ExpectationFailed({ name: 'capacity is 12', held: false, seen: '11' }),
    );
    expect(expectations.all).toEqual([{ name: 'capacity is 12', held: false, seen: '11' }]);
  });

  it('waits until it holds', async () => {
    const expectations = new Expectations();
    let looks = 0;
    const look = () => ({ held: ++looks === 3, seen: `look ${looks}` });
    await expectations.eventually('third look', look, { withinMs: 5_000, everyMs: 1 });
    expect(expectations.all).toEqual([{ name: 'third look', held: true, seen: 'look 3' }]);
  });

  it('does not take a moment for a state that shall last', async () => {
    const held = [true, false, true, true, true, true, true, true, true, true];
    const expectations = new Expectations();
    let looks = 0;
    const look = () => ({ held: held[looks++] ?? true, seen: `look ${looks}` });
    await expectations.eventually('it lasts', look, { withinMs: 5_000, forMs: 20, everyMs: 10 });
    expect(looks).toBeGreaterThanOrEqual(4);
    const flicker = () => ({ held: looks++ % 2 === 0, seen: 'a flicker' });
    const waiting = expectations.eventually('it lasts', flicker, { withinMs: 60, forMs: 30, everyMs: 1 });
    await expect(waiting).rejects.toThrow('Seen: a flicker');
  });

  it('gives up with the last thing seen', async () => {
    const look = () => ({ held: false, seen: 'nothing' });
    const waiting = new Expectations().eventually('never', look, { withinMs: 5, everyMs: 1 });
    await expect(waiting).rejects.toThrow('Expected: never. Seen: nothing');
  });

  it('ends at once when it is interrupted', async () => {
    const controller = new AbortController();
    const look = () => ({ held: false, seen: 'nothing' });
    const waiting = new Expectations().eventually('never', look, {
      withinMs: 60_000,
      everyMs: 60_000,
      signal: controller.signal,
    });
    controller.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
