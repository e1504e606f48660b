import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '@agent-aws-stack/config';
import { findProgram } from './programs.ts';

/** The commands that open an address on each platform, the preferred one first; `wslview` is for Linux on Windows (WSL). */
const OPENERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  darwin: [['open']],
  win32: [['rundll32', 'url.dll,FileProtocolHandler']],
  linux: [['wslview'], ['xdg-open']],
};

/** Opens an address in the user's browser without waiting for the browser. @returns false if no program can open it, or there is no desktop to show it on */
export async function openInBrowser(
  url: string,
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  for (const [name = '', ...args] of OPENERS[platform] ?? OPENERS['linux'] ?? []) {
    const path = findProgram(name, env, platform);
    if (path === undefined || !hasDesktop(name, env)) continue;
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

/**
 * Without a desktop, xdg-open would start a text browser in the terminal. Over SSH, the other programs would open the browser where nobody
 * sees it; only xdg-open may use a desktop on the user's own machine (`ssh -X`).
 */
function hasDesktop(program: string, { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION }: Environment): boolean {
  return program === 'xdg-open' ? Boolean(DISPLAY || WAYLAND_DISPLAY) : !SSH_CONNECTION;
}
