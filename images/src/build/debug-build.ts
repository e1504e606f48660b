import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildPlan } from './build-plan.ts';
import { describeKept, keptInstance } from './kept-instance.ts';
import type { PackerEvent } from './machine-readable.ts';

/**
 * With -debug the plugin prints Windows' password (builder/common/step_get_password.go of packer-plugin-amazon 1.3.4).
 * It is never shown, and does not stay in the log.
 */
const PASSWORD = /(Password \(since debug is enabled\): ).*/g;

export const tellsPassword = (text: string): boolean => text.search(PASSWORD) >= 0;

/** Takes Windows' password out of a build's log. */
export function removePassword(logFile: string): void {
  const log = readFileSync(logFile, 'utf8');
  if (tellsPassword(log)) writeFileSync(logFile, log.replaceAll(PASSWORD, '$1(removed)'));
}

/** What a failed build with --debug has kept, and how to reach it: a line each. @param folder - where Packer saved the key */
export function keptByDebug(
  { family, region, variables }: BuildPlan,
  events: readonly PackerEvent[],
  folder: string,
): readonly string[] {
  const kept = keptInstance(events);
  if (kept === undefined) return ['Nothing was kept: the build failed before it had an instance.'];
  const [key] = globSync('ec2_*.pem', { cwd: folder });
  const keyFile = join(folder, key ?? 'ec2_*.pem');
  const isSessionManager = variables['ssh_interface'] === 'session_manager';
  return describeKept(kept, { family, region, keyFile, isSessionManager });
}
