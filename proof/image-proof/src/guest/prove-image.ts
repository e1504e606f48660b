import * as z from 'zod';
import type { CommandResult, Machine } from './machine.ts';
import type { GuestSystem } from './system.ts';
import type { Verdicts } from './verdicts.ts';

const GOSS =
  'goss --gossfile /opt/semaphore/goss/build.yaml --vars /opt/semaphore/goss/vars.yaml validate --format json';

/** A defect that Goss must report. */
interface Defect {
  readonly what: string;
  readonly create: string;
  readonly repair: string;
  /** Type, id and property of the test that must fail. */
  readonly failing: string;
}

const DEFECTS: readonly Defect[] = [
  {
    what: 'a configuration that everyone can read',
    create: 'chmod 644 /opt/semaphore/agent/config.yaml',
    repair: 'chmod 600 /opt/semaphore/agent/config.yaml',
    failing: 'File /opt/semaphore/agent/config.yaml mode',
  },
  {
    what: 'a missing shutdown hook',
    create: 'mv /opt/semaphore/agent/hooks/shutdown /root/',
    repair: 'mv /root/shutdown /opt/semaphore/agent/hooks/',
    failing: 'File /opt/semaphore/agent/hooks/shutdown exists',
  },
  {
    what: 'an agent that starts at boot',
    create: 'systemctl enable semaphore-agent',
    repair: 'systemctl disable semaphore-agent',
    failing: 'Service semaphore-agent enabled',
  },
  {
    what: "a user without Docker's group",
    create: 'gpasswd --delete semaphore docker',
    repair: 'gpasswd --add semaphore docker',
    failing: 'User semaphore groups',
  },
  {
    what: 'a CloudWatch agent that reads another file',
    create:
      'sed -i s,/var/log/syslog,/var/log/messages, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
    repair:
      'sed -i s,/var/log/messages,/var/log/syslog, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
    failing: 'File /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json contents',
  },
  {
    what: 'a boot that waits for the network',
    create: 'systemctl unmask systemd-networkd-wait-online.service',
    repair: 'systemctl mask systemd-networkd-wait-online.service',
    failing: 'Command units that slow down the boot are masked stdout',
  },
  {
    what: "scripts in the agent's folder that belong to the agent's user",
    create: 'chown semaphore /opt/semaphore/agent/lib',
    repair: 'chown root /opt/semaphore/agent/lib',
    failing: "Command the agent's user can change only what the agent writes below /opt/semaphore stdout",
  },
  {
    what: "a unit of root that runs a program in the home of the agent's user",
    create: 'printf "[Service]\\nExecStart=/home/semaphore/program\\n" >/etc/systemd/system/defect.service',
    repair: 'rm /etc/systemd/system/defect.service',
    failing: "Command root uses nothing that the agent's user can change stdout",
  },
];

/** Checks a provisioned guest, and that Goss reports defects. */
export async function proveImage(verdicts: Verdicts, machine: Machine, system: GuestSystem): Promise<void> {
  await verdicts.prove('guest: Goss finds no problem', async () => {
    const result = await machine.run(GOSS);
    return result.exitCode === 0 ? [] : failuresOf(result);
  });
  await verdicts.prove('guest: the packages to hold are held', async () => {
    const { all } = await machine.run('apt-mark showhold');
    const held = all.split('\n');
    return ['libc-bin', 'openssh-server']
      .filter((name) => !held.includes(name))
      .map((name) => `${name} is not held`);
  });
  await provePython(verdicts, machine, system);
  await verdicts.prove('guest: software-properties-common is installed if the system has it', async () => {
    const { exitCode } = await machine.run('dpkg-query --show software-properties-common');
    return (exitCode === 0) === system.hasSoftwareProperties ? [] : [`dpkg-query exits with ${exitCode}`];
  });
  await proveDefects(verdicts, machine);
}

/** Checks that boto3 comes from apt, and that pip refuses to replace apt's packages on systems where it should. */
async function provePython(verdicts: Verdicts, machine: Machine, { pipRefuses }: GuestSystem): Promise<void> {
  await verdicts.prove('guest: pip has installed nothing', async () => {
    const { exitCode, all } = await machine.run(
      'find /usr/local/lib/python3*/ -name "*.dist-info" -o -name "*.egg-info"',
    );
    return exitCode === 0 && all !== '' ? [all] : [];
  });
  if (!pipRefuses) return;
  await verdicts.prove("guest: pip refuses to replace apt's urllib3", async () => {
    const { exitCode, all } = await machine.run(REPLACE_URLLIB3);
    return exitCode !== 0 && !all.includes('no wheel') ? [] : [all];
  });
}

/** Builds a wheel to install, because pip has no network in the guest. */
const REPLACE_URLLIB3 = [
  'cd $(mktemp -d)',
  'mkdir urllib3-1.26.20.dist-info',
  'printf "Metadata-Version: 2.1\\nName: urllib3\\nVersion: 1.26.20\\n" >urllib3-1.26.20.dist-info/METADATA',
  'printf "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n" >urllib3-1.26.20.dist-info/WHEEL',
  'printf "urllib3-1.26.20.dist-info/METADATA,,\\nurllib3-1.26.20.dist-info/WHEEL,,\\n" >urllib3-1.26.20.dist-info/RECORD',
  'zip --quiet --recurse-paths urllib3-1.26.20-py3-none-any.whl urllib3-1.26.20.dist-info || { echo no wheel; exit 1; }',
  'pip3 install --no-index --no-deps --break-system-packages ./urllib3-1.26.20-py3-none-any.whl',
].join(' && ');

/** Creates all defects at once, because Goss takes a second to run. Goss must report each of them, and nothing else. */
async function proveDefects(verdicts: Verdicts, machine: Machine): Promise<void> {
  const created = await machine.run(DEFECTS.map(({ create }) => create).join(' && '));
  const result = await machine.run(GOSS);
  const repaired = await machine.run(DEFECTS.map(({ repair }) => repair).join(' && '));
  const failures = failuresOf(result);
  for (const { what, failing } of DEFECTS) {
    await verdicts.prove(`guest: Goss reports ${what}`, async () => {
      const errors = [created, repaired].filter(({ exitCode }) => exitCode !== 0).map(({ all }) => all);
      const isReported = result.exitCode === 1 && failures.includes(failing);
      return [...errors, ...(isReported ? [] : [`exit code ${result.exitCode}`, ...failures])];
    });
  }
  const others = failures.filter((failure) => !DEFECTS.some(({ failing }) => failing === failure));
  await verdicts.prove(
    'guest: Goss reports no problem other than the defects that this test has created',
    async () => others,
  );
}

/** The fields of Goss's report that are used here. */
const GossReport = z.object({
  results: z.array(
    z.object({
      'resource-type': z.string(),
      'resource-id': z.string(),
      property: z.string(),
      successful: z.boolean(),
      skipped: z.boolean(),
    }),
  ),
});

/** Type, id and property of each failed test, or Goss's whole output if it is not a report. */
function failuresOf({ all }: CommandResult): readonly string[] {
  const report = GossReport.safeParse(jsonOf(all));
  if (!report.success) return [all];
  return report.data.results
    .filter(({ successful, skipped }) => !successful && !skipped)
    .map((result) => `${result['resource-type']} ${result['resource-id']} ${result.property}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
