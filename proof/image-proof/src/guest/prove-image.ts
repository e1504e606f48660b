import * as z from 'zod';
import type { Machine, Said } from './machine.ts';
import type { GuestSystem } from './system.ts';
import type { Verdicts } from './verdicts.ts';

const GOSS =
  'goss --gossfile /opt/semaphore/goss/build.yaml --vars /opt/semaphore/goss/vars.yaml validate --format json';

/** A change that Goss must notice. */
interface Loss {
  readonly what: string;
  readonly take: string;
  readonly giveBack: string;
  /** What Goss calls it: type, id and property. */
  readonly failing: string;
}

const LOSSES: readonly Loss[] = [
  {
    what: 'a configuration that others can read',
    take: 'chmod 644 /opt/semaphore/agent/config.yaml',
    giveBack: 'chmod 600 /opt/semaphore/agent/config.yaml',
    failing: 'File /opt/semaphore/agent/config.yaml mode',
  },
  {
    what: 'no shutdown hook',
    take: 'mv /opt/semaphore/agent/hooks/shutdown /root/',
    giveBack: 'mv /root/shutdown /opt/semaphore/agent/hooks/',
    failing: 'File /opt/semaphore/agent/hooks/shutdown exists',
  },
  {
    what: 'an agent that starts at boot',
    take: 'systemctl enable semaphore-agent',
    giveBack: 'systemctl disable semaphore-agent',
    failing: 'Service semaphore-agent enabled',
  },
  {
    what: "a user without Docker's group",
    take: 'gpasswd --delete semaphore docker',
    giveBack: 'gpasswd --add semaphore docker',
    failing: 'User semaphore groups',
  },
  {
    what: 'a CloudWatch agent that reads another file',
    take: 'sed -i s,/var/log/syslog,/var/log/messages, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
    giveBack:
      'sed -i s,/var/log/messages,/var/log/syslog, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
    failing: 'File /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json contents',
  },
];

/** Checks a provisioned guest, and that Goss notices changes. */
export async function proveImage(verdicts: Verdicts, machine: Machine, system: GuestSystem): Promise<void> {
  await verdicts.prove('guest: Goss finds no problem', async () => {
    const said = await machine.run(GOSS);
    return said.exitCode === 0 ? [] : failuresOf(said);
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
    return (exitCode === 0) === system.hasSoftwareProperties ? [] : [`dpkg-query ends with ${exitCode}`];
  });
  await proveLosses(verdicts, machine);
}

/** boto3 is apt's, as pip could not replace what apt has installed everywhere. */
async function provePython(verdicts: Verdicts, machine: Machine, { pipRefuses }: GuestSystem): Promise<void> {
  await verdicts.prove('guest: pip has installed nothing', async () => {
    const { exitCode, all } = await machine.run(
      'find /usr/local/lib/python3*/ -name "*.dist-info" -o -name "*.egg-info"',
    );
    return exitCode === 0 && all !== '' ? [all] : [];
  });
  if (!pipRefuses) return;
  await verdicts.prove("guest: pip refuses to put another urllib3 in the place of apt's", async () => {
    const { exitCode, all } = await machine.run(REPLACE_URLLIB3);
    return exitCode !== 0 && !all.includes('no wheel') ? [] : [all];
  });
}

/** With a wheel made on the spot, as pip has no network here. */
const REPLACE_URLLIB3 = [
  'cd $(mktemp -d)',
  'mkdir urllib3-1.26.20.dist-info',
  'printf "Metadata-Version: 2.1\\nName: urllib3\\nVersion: 1.26.20\\n" >urllib3-1.26.20.dist-info/METADATA',
  'printf "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n" >urllib3-1.26.20.dist-info/WHEEL',
  'printf "urllib3-1.26.20.dist-info/METADATA,,\\nurllib3-1.26.20.dist-info/WHEEL,,\\n" >urllib3-1.26.20.dist-info/RECORD',
  'zip --quiet --recurse-paths urllib3-1.26.20-py3-none-any.whl urllib3-1.26.20.dist-info || { echo no wheel; exit 1; }',
  'pip3 install --no-index --no-deps --break-system-packages ./urllib3-1.26.20-py3-none-any.whl',
].join(' && ');

/** All at once, since a look takes a second; each is named by Goss, and nothing beside them. */
async function proveLosses(verdicts: Verdicts, machine: Machine): Promise<void> {
  const taken = await machine.run(LOSSES.map(({ take }) => take).join(' && '));
  const said = await machine.run(GOSS);
  const givenBack = await machine.run(LOSSES.map(({ giveBack }) => giveBack).join(' && '));
  const failures = failuresOf(said);
  for (const { what, failing } of LOSSES) {
    await verdicts.prove(`guest: Goss notices ${what}`, async () => {
      const troubles = [taken, givenBack].filter(({ exitCode }) => exitCode !== 0).map(({ all }) => all);
      const noticed = said.exitCode === 1 && failures.includes(failing);
      return [...troubles, ...(noticed ? [] : [`exit code ${said.exitCode}`, ...failures])];
    });
  }
  const others = failures.filter((failure) => !LOSSES.some(({ failing }) => failing === failure));
  await verdicts.prove('guest: Goss reports nothing else', async () => others);
}

/** As far as it is asked. */
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

/** Type, id and property of what does not hold; what Goss said where that is no report. */
function failuresOf({ all }: Said): readonly string[] {
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
