import { getEventListeners } from 'node:events';
import { expect, it } from '@jest/globals';
import { systemClock } from './system-clock.ts';

it('a finished sleep of the system clock leaves no listener on its signal', async () => {
  const { signal } = new AbortController();
  await systemClock.sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('a sleep of the system clock ends when its signal aborts', async () => {
  const controller = new AbortController();
  const asleep = systemClock.sleep(3_600_000, controller.signal);
  controller.abort();
  await asleep;
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});
