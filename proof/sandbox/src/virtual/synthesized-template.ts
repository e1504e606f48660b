import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const printTemplate = join(import.meta.dirname, '../../../../apps/infra/src/testing/print-template.ts');

/**
 * The template of a fleet, synthesized by the CDK app in a process of its own.
 *
 * @param parameters without the prefix SEMAPHORE_AGENT_
 */
export async function synthesizedTemplate(
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [printTemplate, JSON.stringify({ name, parameters })],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}
