import type { Instance } from './instance.ts';
import type { InstanceEventType } from '../events.ts';
import type { LaunchTemplate } from '../region/region.ts';
import type { Simulation } from '../simulation.ts';
import { type JobEvent, SimulatedAgent } from './agent.ts';
import { agentName, type AgentSetup, BootError, boot } from './boot.ts';
import { BootMarks } from './boot-marks.ts';
import { IdleRestart } from './idle-restart.ts';
import type { InstanceAws } from './instance-aws.ts';
import { LaunchReport } from './launch-report.ts';
import { registerPatiently } from './refused-agent.ts';
import { RegistrationError } from './registration.ts';
import { retirementWatch } from './retirement-watch.ts';
import { SemaphoreClient } from './semaphore-client.ts';
import { ShutdownHookError, shutdownHook } from './shutdown-hook.ts';
import type { ShutdownReason } from './shutdown-reason.ts';

interface AgentEnd {
  readonly reason: ShutdownReason;
  /** Whether the instance must be replaced, even if `reason` does not say so. */
  readonly replaced: boolean;
}

/** What an agent needs of its machine. */
interface AgentSurroundings {
  readonly aws: InstanceAws;
  readonly launch: LaunchReport | undefined;
  readonly marks: BootMarks;
}

/** Everything that runs on an instance: start script, agent, shutdown hook. */
export class Machine {
  readonly #simulation: Simulation;
  readonly #instance: Instance;
  /** Called when the machine powers itself off. */
  readonly #onPowerOff: () => void;
  #hasHadJob = false;

  constructor(simulation: Simulation, instance: Instance, onPowerOff: () => void) {
    this.#simulation = simulation;
    this.#instance = instance;
    this.#onPowerOff = onPowerOff;
  }

  /**
   * Runs until the agent and its shutdown hook have ended, or the machine stops. Does not reject for errors of AWS or
   * Semaphore.
   */
  async run(template: LaunchTemplate): Promise<void> {
    const { clock, pace, random } = this.#simulation;
    const instance = this.#instance;
    const signal = AbortSignal.any([instance.software.signal, this.#simulation.tasks.closing]);
    let aws: InstanceAws | undefined;
    let launch: LaunchReport | undefined;
    const marks = new BootMarks(clock, pace.bootMs, pace.startStepsMs);
    try {
      instance.agentState = 'booting';
      await clock.sleep(this.#simulation.isBroken?.(template.imageId) ? Infinity : pace.bootMs, signal);
      marks.mark('unit');
      const { roleArn } = template;
      if (roleArn === undefined) throw new BootError('instance profile', 'the launch template has none');
      aws = this.#simulation.instanceAws(
        () => this.#simulation.region.assumeRole(roleArn, instance.id),
        roleArn,
      );
      if (template.tagsInMetadata) launch = this.#launchReport(aws, signal);
      const setup = await boot(instance.id, template, aws, random, (step) => marks.end(step, signal));
      // start.sh decides in the same way whether the fleet shrinks after a job.
      const shrinks =
        setup.config.shrinkOnDemand && instance.metadata.get('instance-life-cycle') === 'on-demand';
      const afterJob = shrinks ? 'shrink' : setup.config.afterJob;
      const restart = new IdleRestart(setup.config, { instance, template, aws, clock });
      for (let { name } = setup; ; name = agentName(instance.id, random)) {
        const { reason, replaced } = await this.#runAgent({ ...setup, name }, { aws, launch, marks }, signal);
        if (await launch?.finish(reason)) return;
        const end = await shutdownHook(instance.id, reason, {
          ...{ afterJob, replaced, aws, clock, power: signal, retryMs: pace.hookRetryMs },
          canRestart: async () =>
            !this.#hasHadJob && (launch?.hasReported ?? true) && (await restart.isPossible()),
        });
        if (end === 'terminated') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      await this.#giveUp(error, { aws, launch });
    } finally {
      aws?.destroy();
    }
  }

  #launchReport(aws: InstanceAws, power: AbortSignal): LaunchReport {
    const { id: instanceId, groupName } = this.#instance;
    const { clock, random } = this.#simulation;
    return new LaunchReport({ instanceId, groupName, aws, clock, random, power });
  }

  async #runAgent(
    setup: AgentSetup,
    { aws, launch, marks }: AgentSurroundings,
    signal: AbortSignal,
  ): Promise<AgentEnd> {
    const { config, configParameter, token } = setup;
    const { clock, exchange, pace, random, tasks } = this.#simulation;
    const instance = this.#instance;
    const client = new SemaphoreClient({ endpoint: config.endpoint, exchange, signal }, token);
    const registration = {
      name: setup.name,
      singleJob: config.disconnectAfterJob,
      idleTimeoutSeconds: config.disconnectAfterIdleTimeout,
      gracePeriodSeconds: config.interruptionGracePeriod,
      hostname: instance.id,
    };
    await marks.end('agent', signal);
    const startedAt = clock.now();
    await marks.untilOver('registered', signal);
    const name = await registerPatiently(registration, {
      client,
      clock,
      power: signal,
      retryMs: pace.registerRetryMs,
      random,
      hasToken: config.jobIsolation !== 'strict',
    });
    instance.agentName = name;
    instance.agentState = 'idle';
    instance.registeredAt ??= clock.now();
    this.#publish('agent-registered', name);
    // A real agent logs this line and `Running job` below: pkg/listener/listener.go and pkg/jobs/job.go of semaphoreci/agent.
    const logStream = `${config.logStreamPrefix}${instance.id}`;
    this.#log(aws, logStream, 'Starting to poll for jobs');
    const bootLog = (line: string | undefined): void => {
      if (line !== undefined) void tasks.start(() => aws.bootLine(logStream, clock.now(), line));
    };
    bootLog(marks.bootLine(instance, setup));
    if (launch !== undefined && config.launchTimeout > 0) {
      const report = launch.agentIsReady(config.launchTimeout * 1_000);
      void report.catch(() => undefined);
    }
    const ended = new AbortController();
    const watch = retirementWatch(this.#simulation, instance, {
      ...{ config, aws },
      launch:
        launch === undefined || config.launchTimeout === 0
          ? undefined
          : {
              retireAt: startedAt + (config.launchTimeout * 1_000) / 3,
              hasReported: () => launch.hasReported,
              wasRefused: () => launch.wasRefused,
            },
      signal: AbortSignal.any([signal, ended.signal]),
      interrupt: () => agent.interrupt(),
    });
    const agent = new SimulatedAgent({
      client,
      clock,
      random,
      power: signal,
      onLogLine: (line) => watch.readLine(line),
      onJobEvent: (event) => {
        this.#noteJob(event);
        if (event.what !== 'started') return;
        this.#log(aws, logStream, `Running job ${event.jobId}`);
        bootLog(marks.firstJobLine(instance, configParameter));
      },
    });
    instance.agent = agent;
    watch.start();
    const reason = await agent.run().finally(() => ended.abort());
    instance.agentState = 'ended';
    this.#publish('agent-ended', reason);
    return { reason, replaced: agent.isInterrupted || watch.reason !== undefined };
  }

  /** Sends a line of the agent's log, in the background. */
  #log(aws: InstanceAws, logStream: string, text: string): void {
    const { clock, tasks } = this.#simulation;
    void tasks.start(() => aws.logLine(logStream, clock.now(), text));
  }

  #noteJob(event: JobEvent): void {
    this.#hasHadJob = true;
    this.#instance.agentState = event.what === 'started' ? 'busy' : 'idle';
    this.#publish(
      `job-${event.what}`,
      event.what === 'started' ? event.jobId : `${event.jobId} ${event.result}`,
    );
  }

  /**
   * Gives up the instance as the image does. If the launch is not complete, abandons it. Otherwise, sets the instance unhealthy if the agent
   * could not be started, or terminates the instance if the agent could not register (ExecStopPost of the Linux image). Powers the machine
   * off if none of this is possible, or if the shutdown hook failed.
   */
  async #giveUp(
    error: unknown,
    { aws, launch }: { readonly aws: InstanceAws | undefined; readonly launch: LaunchReport | undefined },
  ): Promise<void> {
    if (error instanceof ShutdownHookError) {
      this.#publish('shutdown-hook-failed', error.message);
      this.#onPowerOff();
      return;
    }
    if (!(error instanceof BootError || error instanceof RegistrationError)) throw error;
    this.#instance.agentState = 'boot-failed';
    this.#publish('boot-failed', error.message);
    try {
      if (aws === undefined) this.#onPowerOff();
      else if (await launch?.abandon()) return;
      else if (error instanceof RegistrationError) await aws.terminate(this.#instance.id, false);
      else await aws.setUnhealthy(this.#instance.id);
    } catch {
      // Nothing to report here: the Auto Scaling endpoint has recorded the failed call.
      this.#onPowerOff();
    }
  }

  #publish(type: InstanceEventType, detail: string): void {
    const { clock, events } = this.#simulation;
    const { id, groupName } = this.#instance;
    this.#instance.note(`${type}${detail === '' ? '' : `: ${detail}`}`);
    events.publish({ at: clock.now(), type, groupName, instanceId: id, detail });
  }
}
