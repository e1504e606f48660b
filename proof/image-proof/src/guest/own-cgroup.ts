import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HIERARCHY = '/sys/fs/cgroup';

/** A control group for this process and whatever it starts: the guest's own groups are made below it. */
export class OwnCgroup {
  readonly #folder = join(HIERARCHY, `agent-guest-${Date.now().toString(36)}`);

  constructor() {
    mkdirSync(this.#folder);
    this.#enter(this.#folder);
  }

  /**
   * Removes it with all below it. A process that was ended may still be leaving its group: it gets a second for that,
   * whatever else is left in there is killed. @throws Error when the group is busy after a minute all the same
   */
  async leave(): Promise<void> {
    this.#enter(HIERARCHY);
    for (let attempt = 1; existsSync(this.#folder); attempt++) {
      try {
        removeGroups(this.#folder);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EBUSY' || attempt === 600) throw error;
        if (attempt === 10) writeFileSync(join(this.#folder, 'cgroup.kill'), '1');
        await sleep(100);
      }
    }
  }

  #enter(folder: string): void {
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
