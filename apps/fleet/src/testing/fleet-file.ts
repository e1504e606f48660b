import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The parameters of a valid fleet with an image id and without cautions, with others added or replaced. */
export const fleetParameters = (stackName: string, others: Readonly<Record<string, unknown>> = {}) => ({
  SEMAPHORE_AGENT_STACK_NAME: stackName,
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: `/ci/${stackName}-token`,
  SEMAPHORE_ORGANIZATION: 'acme',
  SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
  SEMAPHORE_AGENT_SYSTEMS_MANAGER: 'restricted',
  SEMAPHORE_AGENT_LOG_STREAM_NAME: 'stack/instance',
  SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: 'true',
  SEMAPHORE_AGENT_JOB_ISOLATION: 'none',
  ...others,
});

/** A file in a new temporary folder, and the variable that makes it the configuration. Disposing of it deletes the folder. */
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
