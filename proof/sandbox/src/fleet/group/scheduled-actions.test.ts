import { describe, expect, it } from '@jest/globals';
import { ScheduledActions } from './scheduled-actions.ts';

const MINUTE = 60_000;
const at = (minutes: number, lateMs = 0) => ({ now: minutes * MINUTE, lateMs: () => lateMs });
const every = (minutes: number, name = `every-${minutes}`) => ({
  ...{ name, recurrence: { cron: `*/${minutes} * * * *`, timeZone: 'UTC' } },
  min: minutes,
});
const names = (actions: readonly { readonly name: string }[]) => actions.map(({ name }) => name);

describe('ScheduledActions', () => {
  it('runs the actions of a stack at each of their times, until the stack has none', () => {
    const actions = new ScheduledActions();
    actions.deploy([every(30)], at(0));
    expect(names(actions.takeDue(at(29)))).toEqual([]);
    expect(names(actions.takeDue(at(30)))).toEqual(['every-30']);
    actions.deploy([every(30)], at(40));
    expect(names(actions.takeDue(at(60)))).toEqual(['every-30']);
    actions.deploy([], at(61));
    expect(actions.all).toEqual([]);
  });

  it('keeps an action that the stack did not create', () => {
    const actions = new ScheduledActions();
    actions.put({ name: 'own', startsAt: MINUTE, min: 1, recurrence: undefined }, at(0));
    actions.deploy([every(30)], at(0));
    actions.deploy([], at(0));
    expect(names(actions.takeDue(at(1)))).toEqual(['own']);
    expect(actions.all).toEqual([]);
  });

  it('runs actions in the order of their times, even if the first is late', () => {
    const actions = new ScheduledActions();
    actions.put({ name: 'second', startsAt: 2 * MINUTE, min: 2, recurrence: undefined }, at(0));
    actions.put({ name: 'first', startsAt: MINUTE, min: 1, recurrence: undefined }, at(0, 2 * MINUTE));
    expect(names(actions.takeDue(at(2)))).toEqual([]);
    expect(names(actions.takeDue(at(3)))).toEqual(['first', 'second']);
  });
});
