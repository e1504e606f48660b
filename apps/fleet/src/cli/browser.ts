import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '@agent-aws-stack/config';
import { findProgram } from './programs.ts';

/** How each platform opens an address; `wslview` is for Linux on Windows. */
const OPENERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  darwin: [['open']],
  win32: [['rundll32', 'url.dll,FileProtocolHandler']],
  linux: [['wslview'], ['xdg-open']],
};

/** Opens an address in the user's browser, and does not wait for it. @returns whether it did: not without a desktop or a program for it */
export async function openInBrowser(
  url: string,
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  for (const [name = '', ...args] of OPENERS[platform] ?? OPENERS['linux'] ?? []) {
    const path = findProgram(name, env, platform);
    // Without a desktop, xdg-open would start a browser of the terminal.
    if (path === undefined || (name === 'xdg-open' && !hasDesktop(env))) continue;
    const child = spawn(path, [...args, url], { detached: true, stdio: 'ignore', env });
    try {
      await once(child, 'spawn');
    } catch {
      continue;
    }
    child.unref();
    return true;
  }
  return false;
}

const hasDesktop = ({ DISPLAY, WAYLAND_DISPLAY }: Environment): boolean =>
  Boolean(DISPLAY || WAYLAND_DISPLAY);
