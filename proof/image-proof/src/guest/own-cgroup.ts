import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const HIERARCHY = '/sys/fs/cgroup';

/** A control group for this process and its children. The guest's groups are below it. */
export class OwnCgroup {
  readonly #folder = join(HIERARCHY, `agent-guest-${Date.now().toString(36)}`);

  constructor() {
    mkdirSync(this.#folder);
    this.#enter(this.#folder);
  }

  /**
   * Leaves the group, and removes it with all groups below it. After a second, kills processes that are still in it.
   * @throws Error if the group is still busy after a minute
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

/** Removes the folders of a group, inner ones first. Their files belong to the kernel and need not be removed. */
function removeGroups(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroups(join(folder, entry.name));
  }
  rmdirSync(folder);
}
