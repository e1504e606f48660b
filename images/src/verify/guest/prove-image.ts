import type { Machine } from './machine.ts';
import type { Verdicts } from './verdicts.ts';

const GOSS = 'goss --gossfile /opt/semaphore/goss/build.yaml --vars /opt/semaphore/goss/vars.yaml validate';

/** What Goss has to notice when it is not as it was. */
const TAKEN_AWAY: readonly { readonly what: string; readonly take: string; readonly giveBack: string }[] = [
  {
    what: 'a configuration that others can read',
    take: 'chmod 644 /opt/semaphore/agent/config.yaml',
    giveBack: 'chmod 600 /opt/semaphore/agent/config.yaml',
  },
  {
    what: 'no shutdown hook',
    take: 'mv /opt/semaphore/agent/hooks/shutdown /root/',
    giveBack: 'mv /root/shutdown /opt/semaphore/agent/hooks/',
  },
  {
    what: 'an agent that starts at boot',
    take: 'systemctl enable semaphore-agent',
    giveBack: 'systemctl disable semaphore-agent',
  },
  {
    what: "a user without Docker's group",
    take: 'gpasswd --delete semaphore docker',
    giveBack: 'gpasswd --add semaphore docker',
  },
  {
    what: 'a CloudWatch agent that reads another file',
    take: 'sed -i s,/var/log/syslog,/var/log/messages, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
    giveBack:
      'sed -i s,/var/log/messages,/var/log/syslog, /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json',
  },
];

/** What a provisioned guest is, and that Goss notices what it is not. */
export async function proveImage(verdicts: Verdicts, machine: Machine): Promise<void> {
  await verdicts.prove('guest: Goss finds it as it should be', async () => {
    const { exitCode, all } = await machine.run(GOSS);
    return exitCode === 0 ? [] : [all];
  });
  await verdicts.prove('guest: packages that are to be held are held', async () => {
    const { all } = await machine.run('apt-mark showhold');
    const held = all.split('\n');
    return ['libc-bin', 'openssh-server']
      .filter((name) => !held.includes(name))
      .map((name) => `${name} is not held`);
  });
  for (const { what, take, giveBack } of TAKEN_AWAY) {
    await verdicts.prove(`guest: Goss notices ${what}`, () => noticed(machine, take, giveBack));
  }
}

async function noticed(machine: Machine, take: string, giveBack: string): Promise<readonly string[]> {
  const taken = await machine.run(take);
  if (taken.exitCode !== 0) return [`${take}: ${taken.all}`];
  const { exitCode, all } = await machine.run(GOSS);
  await machine.run(giveBack);
  return exitCode === 1 ? [] : [`Goss ended with ${exitCode} after: ${take}`, all];
}
