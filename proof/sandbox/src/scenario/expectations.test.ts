import { describe, expect, it } from '@jest/globals';
import { ExpectationFailed, Expectations } from './expectations.ts';

describe('Expectations', () => {
  it('records expectations in order', () => {
    const expectations = new Expectations();
    expectations.check('one', { held: true, seen: '1' });
    expectations.check('two', { held: true, seen: '2' });
    expect(expectations.all.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('throws if an expectation does not hold, and records it, too', () => {
    const expectations = new Expectations();
    expect(() => expectations.check('capacity is 12', { held: false, seen: '11' })).toThrow(
      new ExpectationFailed({ name: 'capacity is 12', held: false, seen: '11' }),
    );
    expect(expectations.all).toEqual([{ name: 'capacity is 12', held: false, seen: '11' }]);
  });

  it('waits until the expectation holds', async () => {
    const expectations = new Expectations();
    let calls = 0;
    const observe = () => ({ held: ++calls === 3, seen: `call ${calls}` });
    await expectations.eventually('third call', observe, { withinMs: 5_000, everyMs: 1 });
    expect(expectations.all).toEqual([{ name: 'third call', held: true, seen: 'call 3' }]);
  });

  it('waits until the expectation has held for the given time without a break', async () => {
    const held = [true, false, true, true, true, true, true, true, true, true];
    const expectations = new Expectations();
    let calls = 0;
    const observe = () => ({ held: held[calls++] ?? true, seen: `call ${calls}` });
    await expectations.eventually('it lasts', observe, { withinMs: 5_000, forMs: 20, everyMs: 10 });
    expect(calls).toBeGreaterThanOrEqual(4);
    const alternate = () => ({ held: calls++ % 2 === 0, seen: 'alternating' });
    const waiting = expectations.eventually('it lasts', alternate, { withinMs: 60, forMs: 30, everyMs: 1 });
    await expect(waiting).rejects.toThrow('Seen: alternating');
  });

  it('throws with the last observation after the time limit', async () => {
    const observe = () => ({ held: false, seen: 'nothing' });
    const waiting = new Expectations().eventually('never', observe, { withinMs: 5, everyMs: 1 });
    await expect(waiting).rejects.toThrow('Expected: never. Seen: nothing');
  });

  it('rejects at once when the signal is aborted', async () => {
    const controller = new AbortController();
    const observe = () => ({ held: false, seen: 'nothing' });
    const waiting = new Expectations().eventually('never', observe, {
      withinMs: 60_000,
      everyMs: 60_000,
      signal: controller.signal,
    });
    controller.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});
