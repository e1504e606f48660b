/**
 * Makes the bench's image if it is missing, boots it in each way, and writes the measurements to a file. Prints a line of JSON for each boot.
 * Must run as root in its own mount, network and process namespace: run.ts <JSON of BenchOptions>
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareNamespace } from '../guest/namespace.ts';
import { prepareMachine } from '../guest/prepare-machine.ts';
import { FLEET_PARAMETERS, SANDBOX_HOSTS, SandboxFleet } from '../guest/sandbox-fleet.ts';
import { GUEST_SYSTEMS } from '../guest/system.ts';
import { VendorHost } from '../guest/vendor-host.ts';
import { Verdicts } from '../guest/verdicts.ts';
import { WAYS, type Boot } from './boot.ts';
import { bootGuest } from './boot-guest.ts';
import { makeImage } from './make-image.ts';
import type { BenchOptions } from './options.ts';

const options = JSON.parse(process.argv[2] ?? '') as BenchOptions;
const { folder, images, base, tools, image, results } = options;
const system = GUEST_SYSTEMS[options.system];
const cgroup = await prepareNamespace(folder);
const scratch = join(folder, 'scratch');
await mkdir(scratch);
const host = await VendorHost.start({ scratch, images, system, base, tools });
const certificate = host.certificate.cert;
const verdicts = new Verdicts();
const fleet = new SandboxFleet({
  ...FLEET_PARAMETERS,
  ...{ SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 0, SEMAPHORE_AGENT_JOB_ISOLATION: 'none' },
});

try {
  const hasImage =
    existsSync(image) ||
    (await verdicts.prove('bench: the playbook makes the image', async () => {
      await makeImage(options, scratch, host);
      return [];
    }));
  if (hasImage) await bench();
} finally {
  await fleet.close();
  await host.stop();
  await cgroup.leave();
}

/** Boots once in each way, then once more in each way, and so on, so that a change of the machine's load affects all ways alike. */
async function bench(): Promise<void> {
  const instance = await fleet.instance();
  for (const name of SANDBOX_HOSTS) {
    host.server.targets.set(name, { url: instance.urls[name.split('.')[0] ?? ''] ?? '', ca: instance.ca });
  }
  const bare = await prepareMachine({
    ...{ folder: join(folder, 'bare'), system, base: base.root, cloudInit: 'real' },
    ...{ certificate, aptKey: host.key.publicKey, hosts: host.hosts },
  });
  const boots: Boot[] = [];
  let count = 0;
  for (let round = 1; round <= options.boots; round++) {
    for (const way of WAYS) {
      await verdicts.prove(`bench: boot ${round}, ${way}`, async () => {
        boots.push(
          await bootGuest({
            ...{ way, folder: join(folder, String((count += 1))), image: way === 'bare' ? bare.root : image },
            ...{ certificates: [certificate, instance.ca], fleet, instance },
          }),
        );
        // After each boot, so that a later failure does not lose the results.
        await writeFile(results, JSON.stringify(boots));
        return [];
      });
    }
  }
}
