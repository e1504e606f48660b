import { setTimeout } from 'node:timers/promises';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import {
  LOGICAL_IDS,
  readRollout,
  rollingShare,
  rolloutBucket,
  rolloutParameterName,
  type Rollout,
} from '@agent-aws-stack/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askedAt } from '../fleet-life/testing/image-roll.ts';
import { printFigure } from '../fleet-life/testing/print-figure.ts';
import { stackResource } from '../scenario/stack-resources.ts';
import { invokeScaler } from '../scenario/wave.ts';
import { PackagedFleet } from '../testing/packaged-fleet.ts';
import { SteadyWorkload } from '../testing/steady-workload.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Simulated instances read the rollout every two seconds; a busy machine may be late. */
const READ_WITHIN = 5 * SECOND;
const AGENTS = 10;
const EVEN_MINUTES = '*/2 * * * *';
const ODD_MINUTES = '1-59/2 * * * *';

/** The parameters that all deployments share. */
const COMMON = {
  SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 30,
  SEMAPHORE_AGENT_IMAGE_ROLLOUT: '{"spreadMinutes":1}',
  SEMAPHORE_AGENT_DEPLOY_CANARY: true,
};
/** Agents that live long, with room for a spare instance. */
const LONG_LIVED = {
  ...COMMON,
  SEMAPHORE_AGENT_ASG_MIN_SIZE: AGENTS,
  SEMAPHORE_AGENT_ASG_MAX_SIZE: AGENTS + 2,
};

/** One fleet, deployed by `fleet deploy` of the package. Each test continues with the result of the previous one. */
describe('the life of a fleet', () => {
  let fleet: PackagedFleet;
  const broken = new Set<string>();
  const images = { first: '', next: '', bad: '' };

  beforeAll(async () => {
    fleet = await PackagedFleet.open({ isBroken: (imageId) => broken.has(imageId) });
    for (const name of ['first', 'next', 'bad'] as const) images[name] = await fleet.registerImage(name);
    broken.add(images.bad);
  });
  afterAll(async () => {
    await fleet?.region.stop();
  });

  it('follows its schedules, and loses no job when its maximum is lowered below the number of its busy agents', async () => {
    const { semaphore, fleet: simulator } = fleet.region;
    const parameters = {
      ...COMMON,
      SEMAPHORE_AGENT_AMI: images.first,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: 2,
      SEMAPHORE_AGENT_SCHEDULES_JSON: JSON.stringify(schedules(Date.now() + 40 * SECOND)),
    };
    expect(await fleet.deploy(parameters, 3)).toMatchObject({ code: 0 });
    await invokeScaler(fleet.context);
    /** The changes of the desired capacity by a schedule. */
    const runs = (name: 'Up' | 'Down') =>
      simulator
        .events()
        .filter((event) => event.type === 'desired-changed' && event.by.includes(`schedule${name}`));
    await eventually('six agents register', 150 * SECOND, () => agents('idle') === 6);
    const down = Math.ceil((Date.now() + SECOND) / MINUTE) * MINUTE;
    const ids = semaphore.enqueue(6, { durationMs: down + 6 * SECOND - Date.now() });
    const passed = () => semaphore.jobs().filter(({ id, result }) => ids.includes(id) && result === 'passed');
    await eventually('six jobs run', 30 * SECOND, () => agents('busy') === 6);
    await eventually('the maximum is lowered', 2 * MINUTE, () => runs('Down').length > 0);
    expect(agents('busy')).toBe(6);
    await eventually('all jobs pass', MINUTE, () => passed().length === 6);
    await eventually('at most two instances are left', 45 * SECOND, () => live().length <= 2);
    const [up, lowered] = (['Up', 'Down'] as const).map((name) => (runs(name)[0]?.at ?? NaN) % MINUTE);
    printFigure(
      'schedules of the deployed stack: minimum raised from 0 to 6, then maximum lowered from 8 to 2 with 6 busy agents',
      `raised ${inSeconds(up)} late, lowered ${inSeconds(lowered)} late, ${6 - passed().length} of 6 jobs lost`,
    );
  });

  it("moves to a new image after a canary, never faster than the rollout's share allows, and not at all during a pause", async () => {
    const before = await fleet.deploy({ ...LONG_LIVED, SEMAPHORE_AGENT_AMI: images.first }, 0);
    expect(before).toMatchObject({ code: 0 });
    await eventually(
      'all agents are idle',
      MINUTE,
      () => agents('idle') === AGENTS && live().length === AGENTS,
    );
    const old = new Set(live().map(({ id }) => id));
    const outdated = () => fleet.region.fleet.instances().filter(({ id }) => old.has(id));
    const asked = () => outdated().flatMap((instance) => askedAt(instance) ?? []);
    using workload = new SteadyWorkload(fleet.region.semaphore, AGENTS / 2);

    expect(await fleet.deploy({ ...LONG_LIVED, SEMAPHORE_AGENT_AMI: images.next }, 0)).toMatchObject({
      code: 0,
      text: expect.stringMatching(/the canary i-\w+ has registered its agent/),
    });
    const begun = await rollout();
    const { startedAt = NaN } = begun;
    const [canary] = launchesOf(images.next);
    printFigure(
      'canary of the deployed stack',
      `passed ${inSeconds(startedAt - (canary?.launchedAt ?? NaN))} after the launch of its instance`,
    );
    expect((await fleet.run('rollout status')).text).toMatch(/\d+ %, began [^]*100 % at/);

    await setTimeout(startedAt + 20 * SECOND - Date.now());
    expect((await fleet.run('rollout pause')).text).toContain('paused at');
    const { pausedAt = NaN } = await rollout();
    await setTimeout(READ_WITHIN);
    const gone = asked().length;
    await setTimeout(8 * SECOND);
    expect(asked()).toHaveLength(gone);

    expect(await fleet.run('rollout resume')).toMatchObject({ code: 0 });
    const resumed = await rollout();
    await eventually('no old instance is left', 3 * MINUTE, () =>
      outdated().every(({ state }) => state === 'terminated'),
    );
    await endOf(workload);
    const share = (now: number) =>
      rollingShare(now < pausedAt + READ_WITHIN ? begun : resumed, { writtenAt: NaN, now });
    printFigure(
      `rollout of the deployed stack, ${AGENTS} agents, ${AGENTS / 2} busy, spread 1 min`,
      `rollout paused at ${share(pausedAt)} %; ${gone} old agents had been asked to leave ${READ_WITHIN / SECOND} s later, and none was in the next 8 s; ` +
        `the last was asked ${inSeconds(Math.max(...asked()) - startedAt)} after the start of the rollout; ${workload.lost.length} of ${workload.jobs.length} jobs lost`,
    );
    for (const instance of outdated())
      expect(rolloutBucket(instance.id)).toBeLessThan(share(askedAt(instance) ?? NaN));
    expect(workload.lost).toEqual([]);
    expect(new Set(live().map(({ imageId }) => imageId))).toEqual(new Set([images.next]));
  });

  it('gets its previous image back if the agent of the canary never registers', async () => {
    const before = live().map(({ id }) => id);
    using workload = new SteadyWorkload(fleet.region.semaphore, AGENTS / 2);
    const deployment = await fleet.deploy({ ...LONG_LIVED, SEMAPHORE_AGENT_AMI: images.bad }, 0);
    await endOf(workload);
    const failed = launchesOf(images.bad);
    const template = await latestTemplate();
    const verdictMs =
      deployment.printedAt('putting the previous version back') - (failed[0]?.launchedAt ?? NaN);
    printFigure(
      'canary of the deployed stack with an image that never starts an agent, launch timeout 30 s',
      `previous version put back ${inSeconds(verdictMs)} after the launch of the canary; the launch template is at version ${template.version}, ` +
        `with the previous image; ${workload.lost.length} of ${workload.jobs.length} jobs lost`,
    );
    expect(deployment).toMatchObject({
      code: 1,
      text: expect.stringContaining('the canary failed, so the previous version was deployed again'),
    });
    expect(verdictMs).toBeLessThan(2 * MINUTE);
    expect(template.imageId).toBe(images.next);
    expect(failed.filter(({ registeredAt }) => registeredAt !== undefined)).toEqual([]);
    await eventually('no instance of the bad image is left', MINUTE, () =>
      live().every(({ imageId }) => imageId !== images.bad),
    );
    expect(live().map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    expect(workload.lost).toEqual([]);
  });

  const inSeconds = (ms = NaN) => `${(ms / SECOND).toFixed(1)} s`;
  const live = () => fleet.region.fleet.instances().filter(({ state }) => state !== 'terminated');
  const agents = (state: 'idle' | 'busy') => live().filter(({ agentState }) => agentState === state).length;
  const launchesOf = (image: string) =>
    fleet.region.fleet.instances().filter(({ imageId }) => imageId === image);
  const eventually = (name: string, withinMs: number, isTrue: () => boolean) =>
    fleet.context.expectations.eventually(
      name,
      () => ({
        held: isTrue(),
        seen: live()
          .map(({ agentState }) => agentState)
          .join(),
      }),
      { withinMs },
    );

  async function endOf(workload: SteadyWorkload): Promise<void> {
    workload[Symbol.dispose]();
    await eventually('all jobs end', MINUTE, () => workload.jobs.every(({ result }) => result !== undefined));
  }

  async function rollout(): Promise<Rollout> {
    const Name = rolloutParameterName(fleet.context.fleet.config.stackName);
    const { Parameter } = await fleet.region.clients.ssm.send(new GetParameterCommand({ Name }));
    const found = readRollout(Parameter?.Value ?? '');
    if (found === undefined) throw new Error(`${Name} is not a rollout: ${Parameter?.Value}`);
    return found;
  }

  async function latestTemplate() {
    const { cloudFormation, ec2 } = fleet.region.clients;
    const { stackName } = fleet.context.fleet.config;
    const { physicalId } = await stackResource(cloudFormation, stackName, LOGICAL_IDS.launchTemplate);
    const { LaunchTemplateVersions: [latest] = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: physicalId, Versions: ['$Latest'] }),
    );
    return { version: latest?.VersionNumber, imageId: latest?.LaunchTemplateData?.ImageId };
  }
});

/**
 * Schedules that raise the sizes at the first full minute after this time, lower them at the second, raise them again at the third, and so on. If
 * the deployment is not ready for the first raise, the next one takes effect.
 */
function schedules(after: number) {
  const isEven = Math.ceil(after / MINUTE) % 2 === 0;
  const timeZone = 'UTC';
  return [
    { name: 'up', cron: isEven ? EVEN_MINUTES : ODD_MINUTES, timeZone, minSize: 6, maxSize: 8 },
    { name: 'down', cron: isEven ? ODD_MINUTES : EVEN_MINUTES, timeZone, minSize: 0, maxSize: 2 },
  ];
}
