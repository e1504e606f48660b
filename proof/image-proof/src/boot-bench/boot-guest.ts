import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  hostKeysParameterName,
  NEWEST_UBUNTU,
  readBootLine,
  writeUserData,
  type BootLine,
  type BootStep,
} from '@agent-aws-stack/contract';
import { execa } from 'execa';
import { Machine } from '../guest/machine.ts';
import { authorize, layOver } from '../guest/prepare-machine.ts';
import { FLEET_PARAMETERS, type InstanceInfo, type SandboxFleet } from '../guest/sandbox-fleet.ts';
import { MetadataService } from '../scripts/metadata-service.ts';
import type { Boot, Way } from './boot.ts';
import { JAVASCRIPT_STACK_MARKS, JAVASCRIPT_STACK_START } from './javascript-stack.ts';

/**
 * cloud-init opens a session of the metadata service only if the hardware says that this is EC2 (DataSourceEc2.py). In a container it sees no
 * hardware, so the metadata service must accept its requests without a session.
 */
const CLOUD_INIT_HAS_SESSION = false;

const TIMEOUT_MS = 120_000;
const BOOT_LOG = 'opt/semaphore/agent/boot.log';

export interface GuestToBoot {
  readonly way: Way;
  /** An empty folder in memory. */
  readonly folder: string;
  /** The file system that the guest starts with. */
  readonly image: string;
  /** CA certificates to trust, in PEM. */
  readonly certificates: readonly string[];
  readonly fleet: SandboxFleet;
  readonly instance: InstanceInfo;
}

/** Boots a guest for the first time, measures it, and removes it. */
export async function bootGuest(guest: GuestToBoot): Promise<Boot> {
  const { way, folder, image, certificates, fleet } = guest;
  await layOver(image, folder);
  const machine = new Machine(folder);
  await authorize(machine);
  await addNetwork(machine);
  await machine.write('etc/cloud/cloud.cfg.d/99_locale.cfg', 'locale: false\n');
  for (const certificate of certificates) await machine.trust(certificate);
  if (way === 'javascript-stack') {
    await machine.write('opt/semaphore/agent/start.sh', JAVASCRIPT_STACK_START, 0o755);
  }
  if (way === 'user-data' || way === 'javascript-stack') {
    await execa('systemctl', [`--root=${machine.root}`, '--quiet', 'disable', 'semaphore-agent-boot']);
  }
  await fleet.nameAgents(way === 'pre-signed' ? 'sts' : 'agent');
  const metadata = new MetadataService(
    { ...guest.instance, reachable: 'ipv4', failures: 0 },
    await documents(guest),
    CLOUD_INIT_HAS_SESSION,
  );
  await metadata.start();
  try {
    await machine.launch();
    await untilRegistered(machine, way);
    await machine.untilBooted();
    return await measure(machine, way);
  } finally {
    await machine.kill();
    await metadata.stop();
    await execa('umount', ['--lazy', machine.root]);
  }
}

/**
 * The guest has this machine's network from the start, so it does not run systemd-networkd. But systemd reaches network.target only if a unit wants
 * it. This unit does, when systemd-networkd would.
 */
async function addNetwork(machine: Machine): Promise<void> {
  const name = 'guest-network.service';
  await machine.write(
    `etc/systemd/system/${name}`,
    `[Unit]
DefaultDependencies=no
After=cloud-init-local.service
Before=network.target
Wants=network.target
[Service]
Type=oneshot
ExecStart=/bin/true
RemainAfterExit=yes
[Install]
WantedBy=multi-user.target
`,
  );
  await execa('systemctl', [`--root=${machine.root}`, '--quiet', 'enable', name]);
}

/**
 * The documents of the instance's metadata service. An agent that registers with a pre-signed URL is named after the session of the instance's role,
 * and Semaphore refuses a name that it has already seen. So the session has a new name in each boot.
 */
async function documents({ way, instance, fleet }: GuestToBoot): Promise<Record<string, string>> {
  const { instanceId, role, groupName, configParameter } = instance;
  const session = `${instanceId}-${Date.now().toString(36)}`;
  const folder = 'iam/security-credentials/';
  const parameters = {
    hostKeys: hostKeysParameterName(FLEET_PARAMETERS.SEMAPHORE_AGENT_STACK_NAME),
    token: FLEET_PARAMETERS.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
  };
  const userData = writeUserData(NEWEST_UBUNTU, configParameter, { parameters });
  return {
    ...{ 'ami-id': 'ami-0123456789abcdef0', 'instance-type': 'm7i.large', 'local-hostname': 'guest' },
    ...{
      hostname: 'guest',
      'placement/availability-zone': `${instance.region}a`,
      'instance-life-cycle': 'spot',
    },
    ...{ [folder]: role, [`${folder}${role}`]: JSON.stringify(await fleet.session(session)) },
    'tags/instance/aws:autoscaling:groupName': groupName,
    ...(way === 'bare' ? {} : { 'user-data': userData }),
  };
}

/** Waits for the last mark, `registered`. Reads the guest's files from outside, because an SSH connection would slow down the boot. */
async function untilRegistered({ root }: Machine, way: Way): Promise<void> {
  if (way === 'bare') return;
  const file = join(root, way === 'javascript-stack' ? JAVASCRIPT_STACK_MARKS : BOOT_LOG);
  const deadline = Date.now() + TIMEOUT_MS;
  while (!existsSync(file) || !readFileSync(file, 'utf8').includes('registered')) {
    if (Date.now() > deadline) {
      const log = join(root, 'var/log/cloud-init-output.log');
      throw new Error(
        `The agent does not register: ${existsSync(log) ? readFileSync(log, 'utf8') : 'no log'}`,
      );
    }
    await sleep(100);
  }
}

async function measure(machine: Machine, way: Way): Promise<Boot> {
  const manager = await properties(machine, '');
  const network = await properties(machine, 'network.target');
  const started = manager('UserspaceTimestampMonotonic');
  const boot = {
    way,
    networkMs: network('ActiveEnterTimestampMonotonic') - started,
    userlandMs: manager('FinishTimestampMonotonic') - started,
  };
  if (way === 'bare') return { ...boot, marks: {} };
  if (way === 'javascript-stack')
    return { ...boot, marks: marksOf(machine, started), startedBy: 'user-data' };
  const { marks, startedBy, parametersBy, ssmCalls } = bootLine(machine);
  if (parametersBy !== 'signed-request')
    throw new Error(`The start script has read its parameters by ${parametersBy} instead of signed-request.`);
  return { ...boot, marks, startedBy, ssmCalls };
}

/** Reads timestamps of systemd or one of its units, in milliseconds. */
async function properties(machine: Machine, unit: string): Promise<(name: string) => number> {
  const { all } = await machine.run(`systemctl show ${unit} | grep Monotonic`);
  const values = new Map(all.split('\n').map((line) => line.split('=', 2) as [string, string]));
  return (name) => Math.round(Number(values.get(name)) / 1000);
}

function bootLine({ root }: Machine): BootLine {
  const line = readBootLine(readFileSync(join(root, BOOT_LOG), 'utf8').trimEnd());
  if (line?.event !== 'boot') throw new Error('The boot log has no boot line.');
  return line;
}

function marksOf({ root }: Machine, started: number): Partial<Record<BootStep, number>> {
  const lines = readFileSync(join(root, JAVASCRIPT_STACK_MARKS), 'utf8').trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => line.split('=')).map(([step, ms]) => [step, Number(ms) - started]),
  );
}
