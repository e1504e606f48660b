import { describe, expect, it } from '@jest/globals';
import type { GroupLimits, StaffedGroup } from '@agent-aws-stack/sizing';
import { fail } from './testing/failing.ts';
import { Fixture, ON_TIME } from './testing/fixture.ts';

const AFTER = { onDemandFallbackAfterMs: 30_000 };
const NO_SPOT = 'Could not launch Spot Instances. InsufficientInstanceCapacity - There is no Spot capacity.';

/** A fleet with five queued jobs and room for ten instances, of which EC2 launches none. */
class Drought {
  readonly fixture = new Fixture();
  readonly looks: number[] = [];
  readonly raises: { readonly at: number; readonly to: number }[] = [];
  present = 0;
  launches = true;
  onDemand: GroupLimits = { min: 0, max: 10, desired: 0 };
  onLook = (): void => undefined;
  onFailures: () => readonly string[] = () => ['the image is gone', NO_SPOT];

  constructor() {
    const { fixture } = this;
    fixture.jobs = { queued: 5, running: 0 };
    fixture.onDemandGroup = {
      describe: async () => {
        this.looks.push(fixture.elapsed);
        await fixture.clock.sleep(50);
        this.onLook();
        const spot: StaffedGroup = { ...fixture.group, present: this.present, launches: this.launches };
        return { spot, onDemand: this.onDemand };
      },
      raiseTo: async (to) => {
        await fixture.clock.sleep(50);
        this.raises.push({ at: fixture.elapsed, to });
        this.onDemand = { ...this.onDemand, desired: to };
      },
      spotFailures: async () => this.onFailures(),
    };
  }

  async run(): Promise<this> {
    await this.fixture.run(ON_TIME, AFTER);
    return this;
  }
}

describe('on-demand instances', () => {
  it('stand in once capacity has been missing for the configured time', async () => {
    const { raises, fixture, looks } = await new Drought().run();
    expect(raises).toEqual([{ at: expect.any(Number), to: 5 }]);
    expect(raises[0]?.at).toBeGreaterThan(30_000);
    expect(raises[0]?.at).toBeLessThan(42_000);
    expect(fixture.logged('info')).toContain(
      `on-demand capacity raised from 0 to 5: spot capacity of 5 was missing for 30 s: ${NO_SPOT}`,
    );
    expect(fixture.metric('OnDemandCapacity')).toEqual(expect.arrayContaining([[5, expect.any(Number)]]));
    // One look every ten seconds, although the scaler polls every two.
    expect(looks.length).toBeLessThanOrEqual(7);
  });

  it.each<[string, (drought: Drought) => void]>([
    ['if the spot instances exist', (drought) => (drought.present = 5)],
    ['if Auto Scaling may not launch instances', (drought) => (drought.launches = false)],
    [
      'if the demand ends',
      ({ fixture }) => fixture.at(20_000, () => (fixture.jobs = { queued: 0, running: 0 })),
    ],
    [
      'if the spot instances exist for a moment',
      (drought) =>
        drought.fixture.at(25_000, () => {
          drought.present = 5;
          drought.fixture.at(45_000, () => (drought.present = 0));
        }),
    ],
    ['if the groups cannot be described', (drought) => (drought.onLook = fail(new Error('down')))],
  ])('do not stand in %s', async (_, change) => {
    const drought = new Drought();
    change(drought);
    await drought.run();
    expect(drought.raises).toEqual([]);
  });

  it('do not exceed the maximum together with the instances of the spot group', async () => {
    const drought = new Drought();
    drought.fixture.jobs = { queued: 20, running: 0 };
    drought.present = 7;
    expect((await drought.run()).raises).toMatchObject([{ to: 3 }]);
  });

  it('stand in even if the cause is not known', async () => {
    const drought = new Drought();
    drought.onFailures = fail(new Error('down'));
    const { fixture } = await drought.run();
    expect(fixture.logged('info')).toContain(
      'on-demand capacity raised from 0 to 5: spot capacity of 5 was missing for 30 s',
    );
  });

  it('do not stand in if the groups cannot be described; no poll fails, and the log says so once', async () => {
    const drought = new Drought();
    drought.onLook = fail(new Error('down'));
    const { fixture } = await drought.run();
    expect(fixture.metric('PollFailures')).toEqual([]);
    expect(fixture.logged('warn')).toEqual(['could not look for missing spot capacity']);
  });

  it('stand in after two invocations that together saw the shortage for the configured time', async () => {
    const drought = new Drought();
    const { fixture } = drought;
    const settings = { onDemandFallbackAfterMs: 90_000 };
    await fixture.run(ON_TIME, settings);
    expect(drought.raises).toEqual([]);
    expect(fixture.leaseShortage).toMatchObject({ missing: 5 });
    await fixture.runAlone(ON_TIME, settings);
    expect(drought.raises).toMatchObject([{ to: 5 }]);
    expect(drought.raises[0]?.at).toBeGreaterThan(90_000);
    expect(drought.raises[0]?.at).toBeLessThan(104_000);
  });

  it('stand in later, but in the same number, if the lease does not say since when capacity is missing', async () => {
    const drought = new Drought();
    const { fixture } = drought;
    const settings = { onDemandFallbackAfterMs: 90_000 };
    await fixture.run(ON_TIME, settings);
    fixture.leaseShortage = undefined;
    await fixture.runAlone(ON_TIME, settings);
    expect(drought.raises).toMatchObject([{ to: 5 }]);
    expect(drought.raises[0]?.at).toBeGreaterThan(150_000);
  });
});
