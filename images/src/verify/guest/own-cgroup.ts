import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HIERARCHY = '/sys/fs/cgroup';

/** A control group for this process and whatever it starts: the guest's own groups are made below it. */
export class OwnCgroup {
  private readonly folder = join(HIERARCHY, `agent-guest-${Date.now().toString(36)}`);

  constructor() {
    mkdirSync(this.folder);
    this.enter(this.folder);
  }

  /** Removes it with all below it, once everything that was started has ended. */
  leave(): void {
    this.enter(HIERARCHY);
    if (existsSync(this.folder)) removeGroups(this.folder);
  }

  private enter(folder: string): void {
    writeFileSync(join(folder, 'cgroup.procs'), String(process.pid));
  }
}

/** A group's files are the kernel's; only folders can be, and have to be, removed, those within first. */
function removeGroups(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroups(join(folder, entry.name));
  }
  rmdirSync(folder);
}
