import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { fakePrograms, type FakePrograms } from '../testing/fake-programs.ts';
import { openInBrowser } from './browser.ts';

const URL =
  'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#AutoScalingGroupDetails:id=a;view=b';

/** Waits until a program has been called, because openInBrowser does not wait for it. Returns the calls. */
async function callsOf(programs: FakePrograms, name: string) {
  while (programs.callsOf(name).length === 0) await wait(10);
  return programs.callsOf(name);
}

describe('openInBrowser', () => {
  it.each([
    ['darwin', 'open', [URL], {}],
    ['win32', 'rundll32.exe', ['url.dll,FileProtocolHandler', URL], {}],
    ['linux', 'xdg-open', [URL], { DISPLAY: ':0' }],
    ['linux', 'xdg-open', [URL], { WAYLAND_DISPLAY: 'wayland-0' }],
    ['linux', 'wslview', [URL], {}],
  ] as const)('on %s calls %s with the address', async (platform, name, args, env) => {
    using programs = fakePrograms({ [name]: 'exit 0' });
    expect(await openInBrowser(URL, { PATH: programs.PATH, ...env }, platform)).toBe(true);
    expect(await callsOf(programs, name)).toEqual([args]);
  });

  it('opens nothing on Linux without a desktop, and on no platform over SSH or if the program is missing', async () => {
    using programs = fakePrograms({ 'xdg-open': 'exit 0' });
    expect(await openInBrowser(URL, { PATH: programs.PATH }, 'linux')).toBe(false);
    using others = fakePrograms({ open: 'exit 0', 'rundll32.exe': 'exit 0', wslview: 'exit 0' });
    const ssh = { PATH: others.PATH, SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' };
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      expect(await openInBrowser(URL, ssh, platform)).toBe(false);
      expect(await openInBrowser(URL, { PATH: '/nowhere', DISPLAY: ':0' }, platform)).toBe(false);
    }
  });
});
