import {
  FAMILIES,
  hostKeysParameterName,
  NEWEST_UBUNTU,
  readBootLine,
  writeUserData,
} from '@agent-aws-stack/contract';
import { MetadataService } from '../scripts/metadata-service.ts';
import { agentLog, endLog } from './instance-logs.ts';
import { hostileJob, installHostileJob, judgeHostileJob } from './hostile-job.ts';
import type { Machine } from './machine.ts';
import { IDLE_SECONDS, proveIdleRestart } from './prove-idle-restart.ts';
import { proveIsolation, type GuestLife } from './prove-isolation.ts';
import {
  FLEET_PARAMETERS,
  SANDBOX_HOSTS,
  SANDBOX_REGION,
  type InstanceInfo,
  type SandboxFleet,
} from './sandbox-fleet.ts';
import type { VendorServer } from './vendor-server.ts';
import type { Verdicts } from './verdicts.ts';

/** A job that runs until the agent's service is stopped. */
const UNTIL_INTERRUPTED = 'until test -e /opt/semaphore/agent/interrupted; do sleep 0.1; done';

/**
 * Tries whether the health check takes a working agent for stuck, and then an agent that is stopped. Prints what is wrong. Meanwhile, the health check
 * itself must not run, because it would power off the guest.
 */
const TRIES_HEALTH_CHECK = `
systemctl stop semaphore-agent-health-check.timer
AGENT_HOME=/opt/semaphore/agent SCRIPT_NAME=trial
for library in log stuck-agent platform; do source $AGENT_HOME/lib/$library.sh; done
looks_stuck() {
  agent_is_running && ! agent_is_stuck || echo 'no first look'
  sed -i 's/^[0-9]*/14/' $ACTIVITY_FILE
  sleep "$1"
  agent_is_stuck
}
if looks_stuck 3; then echo 'a working agent counts as stuck'; fi
kill -STOP $AGENT_PID
if ! looks_stuck 1; then echo 'a stopped agent does not count as stuck'; fi
kill -CONT $AGENT_PID
rm -f $ACTIVITY_FILE
systemctl start semaphore-agent-health-check.timer`;

const LIVE = 'goss --gossfile /opt/semaphore/goss/live.yaml --vars /opt/semaphore/goss/vars.yaml validate';

/**
 * Runs the image as an instance of the sandbox's fleet, from its first boot to its termination.
 * @param controls - whether to remove the controls of strict isolation one by one, which takes minutes
 */
export async function proveLife(
  verdicts: Verdicts,
  machine: Machine,
  fleet: SandboxFleet,
  server: VendorServer,
  controls: boolean,
): Promise<void> {
  let instance: InstanceInfo | undefined;
  const deployed = await verdicts.prove('life: the sandbox deploys a fleet', async () => {
    instance = await fleet.instance();
    return instance.region === SANDBOX_REGION ? [] : [`its region is ${instance.region}`];
  });
  if (!deployed || instance === undefined) return;
  for (const host of SANDBOX_HOSTS) {
    const url = instance.urls[host.split('.')[0] ?? ''] ?? '';
    server.targets.set(host, { url, ca: instance.ca });
  }
  const metadata = new GuestMetadata(instance);
  await metadata.become(instance.instanceId);
  try {
    const become = (id: string) => metadata.become(id);
    await proveInstance({ verdicts, machine, fleet, instance, become, controls });
  } finally {
    await metadata.stop();
  }
}

async function proveInstance(life: GuestLife): Promise<void> {
  const { verdicts, machine, fleet, instance } = life;
  const { instanceId, configParameter, ca } = instance;
  const booted = await verdicts.prove('life: the image boots with a new machine id', async () => {
    await machine.trust(ca);
    await installHostileJob(machine);
    await fleet.isolate('none', IDLE_SECONDS);
    await machine.boot();
    const { all } = await machine.run('cat /etc/machine-id');
    return /^[0-9a-f]{32}$/.test(all) ? [] : [`/etc/machine-id: ${all}`];
  });
  if (!booted) return;
  const started = await verdicts.prove(
    'life: if the user data only calls the start script, the boot unit starts the agent, which registers, and the instance goes into service',
    async () => {
      const { agents } = await fleet.until(
        'the registration of the agent and the launch of the instance',
        (state) =>
          state.agents.length === 1 &&
          state.instances.some(({ id, state: reached }) => id === instanceId && reached === 'in-service'),
      );
      const { all } = await machine.run('systemctl is-enabled semaphore-agent');
      return [
        ...(agents[0]?.startsWith(`${instanceId}__`) ? [] : [`the agent's name is ${agents.join(', ')}`]),
        ...(all === 'disabled' ? [] : [`a reboot would start the agent again: ${all}`]),
      ];
    },
  );
  if (!started) return;
  await verdicts.prove(
    "life: the user data's call of the start script does nothing, because the boot unit has started the agent",
    async () => {
      const { exitCode, all } = await machine.run(`${FAMILIES.linux.startScript} ${configParameter}`);
      return exitCode === 0 && all.includes('the boot unit has started the agent') ? [] : [all];
    },
  );
  await verdicts.prove('life: the boot log has a line about this start', async () => {
    // The start writes this line last.
    const file = `${FAMILIES.linux.agentFolder}/boot.log`;
    const { all } = await machine.run(
      `timeout 60 sh -c "until test -s ${file}; do sleep 0.1; done"; cat ${file}`,
    );
    const line = readBootLine(all);
    return line?.event === 'boot' && line.startedBy === 'boot-unit' && line.parametersBy === 'signed-request'
      ? []
      : [all];
  });
  const restarted = await verdicts.prove(
    'life: if the group is at its minimum, an idle agent starts again on its instance, under another name',
    () => proveIdleRestart(life),
  );
  if (!restarted) return;
  await verdicts.prove(
    'life: the health check takes a stopped agent for stuck, but not a working one',
    async () => {
      const { all } = await machine.run(TRIES_HEALTH_CHECK);
      return all === '' ? [] : [all];
    },
  );
  await verdicts.prove('life: the retirement watch runs beside the agent', async () => {
    const { all } = await machine.run('systemctl is-active semaphore-agent-retirement-watch');
    return all === 'active' ? [] : [all];
  });
  await verdicts.prove('life: Goss finds no problem on the instance', async () => {
    const { exitCode, all } = await machine.run(LIVE, 'semaphore');
    return exitCode === 0 ? [] : [all];
  });
  let attempts: readonly string[] = ['not made'];
  await verdicts.prove('life: no automatic upgrade can start', async () => {
    const units = 'unattended-upgrades.service apt-daily-upgrade.timer apt-daily-upgrade.service';
    const { all } = await machine.run(`systemctl is-enabled ${units}`);
    return all === 'masked\nmasked\nmasked' ? [] : [all];
  });
  await verdicts.prove(
    "life: the agent runs a job as user semaphore in Docker's group, and finishes the job after the agent's service is stopped",
    async () => {
      await fleet.queueJob(
        `test "$(whoami)" = semaphore && id -nG | grep -qw docker && sudo -n true && { ${hostileJob('none', instance.endpoint)}; } && ${UNTIL_INTERRUPTED}`,
      );
      await fleet.until('the start of the job', ({ jobs: [job] }) => job?.agentName !== undefined);
      attempts = await judgeHostileJob(machine, 'none');
      // Once the agent has exited, the health check could power off the guest, in which proveHostileEnds starts the agent again.
      await machine.run(
        'systemctl stop semaphore-agent-health-check.timer; systemctl stop --no-block semaphore-agent.service',
      );
      const { jobs } = await fleet.until(
        'the result of the job',
        ({ jobs: [job] }) => job?.result !== undefined,
      );
      return jobs[0]?.result === 'passed' ? [] : [JSON.stringify(jobs), await agentLog(machine)];
    },
  );
  await verdicts.prove(
    'life: without isolation, a hostile job succeeds in what docs/security.md lists',
    async () => attempts,
  );
  await verdicts.prove('life: after its job the instance terminates and is replaced', async () => {
    const { desired, agents } = await fleet
      .until(
        'the replacement of the instance',
        ({ instances }) =>
          instances.some(({ id, state }) => id === instanceId && state === 'terminated') &&
          instances.some(({ id, state }) => id !== instanceId && state === 'pending'),
      )
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\n${await agentLog(machine)}`);
      });
    return [
      ...(desired === 1 ? [] : [`the desired capacity is ${desired}`]),
      ...(agents.length === 0 ? [] : [`${agents.join(', ')} did not disconnect`]),
    ];
  });
  await verdicts.prove(
    'life: after an interruption, the instance asks for a replacement, and does not try to shrink the group first',
    async () => {
      const log = await endLog(machine);
      const triedToShrink = log.includes('could not lower the desired capacity');
      return /the agent exits: JOB_FINISHED[^]*being terminated/.test(log) && !triedToShrink ? [] : [log];
    },
  );
  await proveHostileEnds(life);
}

/** Checks that an instance ends even if a job has tampered with what ends it. The guest acts as the instance that replaced the first one. */
async function proveHostileEnds(life: GuestLife): Promise<void> {
  const { verdicts, machine, fleet, instance } = life;
  const { instanceId } = instance;
  await verdicts.prove(
    'life: an instance terminates and is replaced even if a job has overwritten its shutdown hook',
    async () => {
      const { instances } = await fleet.state();
      const successor = instances.find(({ state }) => state === 'pending')?.id ?? 'no instance';
      const { all } = await machine.run(
        [
          'set -e; cd /opt/semaphore/agent',
          `sed -i s/${instanceId}/${successor}/ instance.conf`,
          // This instance has not reported its launch, so end-instance.sh abandons the launch.
          'printf "#!/bin/bash\\nexit 0\\n" >hooks/shutdown',
          'systemctl start semaphore-agent',
          'sleep 1',
          'kill $(systemctl show --property=MainPID --value semaphore-agent)',
        ].join('\n'),
      );
      await fleet
        .until('the termination of the instance', (state) =>
          state.instances.some(({ id, state: reached }) => id === successor && reached === 'terminated'),
        )
        .catch(async (error: Error) => {
          throw new Error(`${error.message}\n${all}\n${await agentLog(machine)}\n${await endLog(machine)}`);
        });
      const marked = await machine.run('test -e /opt/semaphore/agent/interrupted');
      const restarted = await machine.run(
        'while systemctl show --property=SubState semaphore-agent | grep -q stop; do sleep 0.1; done; sleep 0.5; systemctl is-active semaphore-agent',
      );
      const log = await endLog(machine);
      return [
        ...(/the agent exits: UNKNOWN[^]*being terminated/.test(log) ? [] : [log]),
        ...(marked.exitCode === 0 ? ['the exit of the agent counts as an interruption'] : []),
        ...(restarted.exitCode === 0 ? ['systemd has restarted the agent'] : []),
      ];
    },
  );
  await proveIsolation(life);
  await verdicts.prove(
    "life: once the agent is gone, the instance powers off, even if a job runs the agent's program",
    async () => {
      const program = 'sleep 600 | /opt/semaphore/agent/agent start --config-file /dev/stdin';
      const { exitCode, all } = await machine.run(
        `systemd-run --quiet --uid=semaphore bash -c "${program}" && sleep 1 && pgrep --uid semaphore agent`,
      );
      if (exitCode !== 0) return [all];
      await machine.run('systemctl start --no-block semaphore-agent-health-check.service');
      return (await machine.ended()) ? [] : [machine.consoleOutput];
    },
  );
}

/** The metadata service of the instance that the guest acts as, over IPv4 and IPv6. */
class GuestMetadata {
  readonly #instance: InstanceInfo;
  #services: readonly MetadataService[] = [];

  constructor(instance: InstanceInfo) {
    this.#instance = instance;
  }

  async become(instanceId: string): Promise<void> {
    await this.stop();
    const { region, role, credentials, groupName, configParameter } = this.#instance;
    const parameters = {
      hostKeys: hostKeysParameterName(FLEET_PARAMETERS.SEMAPHORE_AGENT_STACK_NAME),
      token: FLEET_PARAMETERS.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
    };
    const folder = 'iam/security-credentials/';
    const documents = {
      [folder]: role,
      [`${folder}${role}`]: JSON.stringify(credentials),
      'tags/instance/aws:autoscaling:groupName': groupName,
      'user-data': writeUserData(NEWEST_UBUNTU, configParameter, { parameters }),
    };
    this.#services = (['ipv4', 'ipv6'] as const).map(
      (reachable) => new MetadataService({ instanceId, region, reachable, failures: 0 }, documents),
    );
    for (const service of this.#services) await service.start();
  }

  async stop(): Promise<void> {
    for (const service of this.#services) await service.stop();
    this.#services = [];
  }
}
