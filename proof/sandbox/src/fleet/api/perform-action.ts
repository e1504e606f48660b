import type { ActionContext } from './action.ts';
import { actions } from './actions.ts';
import type { QueryValue, ResultValue } from './query-protocol.ts';

/**
 * Performs an action of the Auto Scaling API within the process, for a caller that has the permission.
 * Throws AwsError if AWS would refuse it.
 *
 * @param by the name of the caller's role or user
 */
export async function performAction(
  context: ActionContext,
  name: string,
  parameters: Readonly<Record<string, QueryValue>>,
  by: string,
): Promise<ResultValue> {
  const action = actions.get(name);
  if (action === undefined) throw new RangeError(`the simulator does not implement ${name}`);
  await context.registry.refresh();
  const texts = Object.entries(parameters).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const body = new URLSearchParams([['Action', name], ...texts]).toString();
  return action(parameters, context).run({ context, by, body });
}
