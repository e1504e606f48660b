import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildPlan } from './build-plan.ts';
import { describeKept, keptInstance } from './kept-instance.ts';
import type { PackerEvent } from './machine-readable.ts';

/**
 * With -debug, Packer's plugin prints the password of a Windows instance (builder/common/step_get_password.go of
 * packer-plugin-amazon 1.3.4). The builder never shows it, and removes it from the log.
 */
const PASSWORD = /(Password \(since debug is enabled\): ).*/g;

export const containsPassword = (text: string): boolean => text.search(PASSWORD) >= 0;

/** Removes the password of a Windows instance from a build's log. */
export function removePassword(logFile: string): void {
  const log = readFileSync(logFile, 'utf8');
  if (containsPassword(log)) writeFileSync(logFile, log.replaceAll(PASSWORD, '$1(removed)'));
}

/** Describes the instance that a failed build with --debug has kept, and how to connect to it. @param folder - where Packer saved the key */
export function keptByDebug(
  { family, region, variables }: BuildPlan,
  events: readonly PackerEvent[],
  folder: string,
): readonly string[] {
  const kept = keptInstance(events);
  if (kept === undefined) return ['Nothing was kept: the build failed before it launched an instance.'];
  const key = readdirSync(folder).find((name) => /^ec2_.*\.pem$/.test(name));
  const keyFile = join(folder, key ?? 'ec2_*.pem');
  const isSessionManager = variables['ssh_interface'] === 'session_manager';
  return describeKept(kept, { family, region, keyFile, isSessionManager });
}
