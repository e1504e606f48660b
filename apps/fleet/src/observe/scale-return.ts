import { RETURN_ACTION, type ScheduledAction } from './scheduled-actions.ts';

/** The limits that `scale --for` gives back to the group. An undefined limit stays as it is. */
export interface ScaleReturn {
  readonly at: Date;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** The return that is scheduled for the group, if there is one. */
export function scaleReturnOf(actions: readonly ScheduledAction[]): ScaleReturn | undefined {
  const found = actions.find(({ name }) => name === RETURN_ACTION);
  if (found?.startsAt === undefined) return undefined;
  const { min, max, startsAt: at } = found;
  return { at, min, max };
}

/** The limits after the return. */
export const limitsAfter = (
  { min, max }: { readonly min: number; readonly max: number },
  scaleReturn: Pick<ScaleReturn, 'min' | 'max'> | undefined,
) => ({ min: scaleReturn?.min ?? min, max: scaleReturn?.max ?? max });
