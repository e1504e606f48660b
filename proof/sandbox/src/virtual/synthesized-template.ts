import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const printTemplate = join(import.meta.dirname, '../../../../apps/infra/src/testing/print-template.ts');

/** Templates already synthesized by this test file or program, as JSON, by the argument given to `print-template`. */
const templates = new Map<string, Promise<string>>();

/**
 * The template of a fleet, synthesized by the CDK app in a process of its own.
 *
 * @param parameters without the prefix SEMAPHORE_AGENT_
 */
export async function synthesizedTemplate(
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<unknown> {
  const fleet = JSON.stringify({ name, parameters });
  const template = templates.get(fleet) ?? print(fleet);
  templates.set(fleet, template);
  try {
    return JSON.parse(await template);
  } catch (error) {
    templates.delete(fleet);
    throw error;
  }
}

async function print(fleet: string): Promise<string> {
  const options = { maxBuffer: 16 * 1024 * 1024 };
  return (await promisify(execFile)(process.execPath, [printTemplate, fleet], options)).stdout;
}
