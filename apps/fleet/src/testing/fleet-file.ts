import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a fleet needs at least, with other parameters over it. */
export const fleetParameters = (stackName: string, others: Readonly<Record<string, unknown>> = {}) => ({
  SEMAPHORE_AGENT_STACK_NAME: stackName,
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: `/ci/${stackName}-token`,
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
  ...others,
});

/** A configuration file in a folder of its own, and the variable that names it; deleted when it is disposed. */
export function fleetFile(
  content: unknown,
): Disposable & { readonly path: string; readonly env: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-test-'));
  const path = join(folder, 'fleet.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
  return {
    path,
    env: { SEMAPHORE_AGENT_STACK_CONFIG: path },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
