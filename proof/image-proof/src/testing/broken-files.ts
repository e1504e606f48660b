/** One file of each kind, with an edit that breaks it. */
export const BROKEN = {
  'images/packer/linux/linux.pkr.hcl': (text) => `${text}source "amazon-ebs" {\n`,
  'images/packer/macos/agent/platform.sh': (text) => text.replace('launchctl kickstart', 'launchctl print'),
  'images/packer/windows/files/health-check.ps1': (text) => `${text}function Broken {\n`,
  'images/packer/common/agent/lib/end-instance.sh': (text) => text.replace('\n', '\nexit 1\n'),
  'images/goss/macos/image.yaml': (text) => `${text}unknown:\n  x: {}\n`,
  Makefile: (text) => text.replaceAll('images:verify', 'images:verfy'),
  'examples/macos.json': (text) => text.replace('"SEMAPHORE_AGENT_OS"', '"SEMAPHORE_AGENT_OSS"'),
} satisfies Record<string, (text: string) => string>;
export type Broken = keyof typeof BROKEN;
