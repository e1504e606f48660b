import { LOGICAL_IDS } from './logical-ids.ts';

/** CloudFormation names a role `<stack>-<logical id>-<random>`. It shortens long stack names and ids, so that the name has at most 64 characters. The lengths below are assumed: AWS does not document them. */
const WHOLE_STACK_NAME = 23;
const KEPT_OF_STACK_NAME = 20;
/** The start of the id, long enough that the id of the jobs' role does not share it. */
const START_OF_ID = LOGICAL_IDS.instanceRole.slice(0, 'instanceProfileRole4'.length);

/** A pattern of the name of the fleet's instance role, for Semaphore's agent type. `*` matches any text. Does not match the name of the jobs' role. */
export function instanceRolePattern(stackName: string): string {
  const stack =
    stackName.length <= WHOLE_STACK_NAME ? stackName : `${stackName.slice(0, KEPT_OF_STACK_NAME)}*`;
  return `${stack}-${START_OF_ID}*`;
}
