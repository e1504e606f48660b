import { beforeEach, describe, expect, it } from '@jest/globals';
import { AccessDeniedError, ThrottledError } from '@agent-aws-stack/aws-clients';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('taking the lease: an invocation', () => {
  it('takes it once, after its first successful poll', async () => {
    fixture.onDemand = fail(new Error('down'));
    fixture.at(3_000, () => (fixture.onDemand = () => ({ jobs: fixture.jobs, agents: fixture.agents })));
    await fixture.run();
    expect(fixture.leasesTaken).toEqual([4_050]);
  });

  it('tries again every ten seconds while SSM fails, until its successor is due', async () => {
    fixture.onLeaseTaken = fail(new ThrottledError(SITE, AWS_DETAIL));
    await fixture.run();
    expect(fixture.leasesTaken[0]).toBe(100);
    expect(fixture.leasesTaken).toEqual([100, 12_050, 22_050, 32_050, 42_050, 52_050]);
    expect(fixture.logged('warn')[0]).toBe('could not take or read the lease');
  });

  it('takes it even if its first successful poll is late', async () => {
    fixture.onDemand = fail(new Error('down'));
    fixture.at(57_500, () => (fixture.onDemand = () => ({ jobs: fixture.jobs, agents: fixture.agents })));
    await fixture.run();
    expect(fixture.leasesTaken).toEqual([58_050]);
    expect(fixture.elapsed).toBe(61_100);
  });

  it('does not take it after its successor is due, because the successor would mistake this invocation for a later one', async () => {
    fixture.onDemand = fail(new Error('down'));
    fixture.at(60_500, () => (fixture.onDemand = () => ({ jobs: fixture.jobs, agents: fixture.agents })));
    await fixture.runAlone();
    expect(fixture.leasesTaken).toEqual([]);
    expect(fixture.polls.at(-1)).toBe(79_000);
  });

  it('takes it without delaying its polls', async () => {
    fixture.onLeaseTaken = () => new Promise(() => undefined);
    await fixture.run();
    expect(fixture.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
    expect(fixture.leasesTaken[0]).toBe(100);
  });
});

describe('an invocation whose successor polls', () => {
  it('ends, and logs no warning', async () => {
    await fixture.run();
    // The successor takes the lease at 60,150.
    expect(fixture.elapsed).toBe(61_100);
    expect(fixture.leaseReads).toEqual([0, 60_000, 61_050]);
    expect(fixture.logged('warn')).toEqual([]);
  });

  it('completes the poll in progress', async () => {
    fixture.at(60_500, () => (fixture.jobs = { queued: 4, running: 0 }));
    fixture.at(60_500, () => fixture.takeLease());
    await fixture.runAlone({ ...ON_TIME, phaseMs: 1_010 });
    // The last poll starts before the invocation reads that its successor has taken the lease.
    expect(fixture.polls.at(-1)).toBe(61_010);
    expect(fixture.raises).toEqual([{ at: 61_110, from: 0, to: 4 }]);
  });

  it('reads the lease earlier if it started late', async () => {
    fixture.at(50_500, () => fixture.takeLease());
    await fixture.runAlone({ ...ON_TIME, latenessMs: 10_000 });
    expect(fixture.leaseReads).toEqual([0, 50_000, 51_050]);
    expect(fixture.elapsed).toBe(51_100);
  });

  it('ends soon even if it cannot read the lease when its successor is due', async () => {
    fixture.at(59_500, () => (fixture.onLeaseRead = fail(new ThrottledError(SITE, AWS_DETAIL))));
    fixture.at(66_000, () => (fixture.onLeaseRead = () => fixture.leaseVersion));
    await fixture.run();
    expect(fixture.elapsed).toBeLessThan(68_000);
    expect(fixture.logged('warn')).toEqual(['could not take or read the lease']);
  });

  it('ends if it took the lease at the last moment', async () => {
    fixture.onDemand = fail(new Error('down'));
    fixture.at(57_500, () => (fixture.onDemand = () => ({ jobs: fixture.jobs, agents: fixture.agents })));
    fixture.onLeaseTaken = async () => {
      await fixture.clock.sleep(2_500);
      return fixture.takeLease();
    };
    fixture.at(61_500, () => fixture.takeLease());
    await fixture.runAlone();
    expect(fixture.elapsed).toBeLessThan(63_000);
  });
});

describe('an invocation without a successor', () => {
  const lastPoll = () => fixture.polls.at(-1) ?? 0;

  it("polls for as long as Lambda's timeout allows", async () => {
    await fixture.runAlone();
    expect(lastPoll()).toBe(145_000);
    expect(fixture.elapsed).toBeLessThan(149_000);
    expect(fixture.logged('warn')).toEqual(['no later invocation took over']);
    // At most one read of the lease is still in progress.
    expect(fixture.clock.sleeping).toBeLessThanOrEqual(1);
  });

  it('scales during all of this time', async () => {
    fixture.at(120_500, () => (fixture.jobs = { queued: 3, running: 0 }));
    await fixture.runAlone();
    expect(fixture.raises).toEqual([{ at: 122_100, from: 0, to: 3 }]);
  });

  it('continues if some reads of the lease fail', async () => {
    fixture.onLeaseRead = () => {
      if (fixture.leaseReads.length % 3 === 0) throw new ThrottledError(SITE, AWS_DETAIL);
      return fixture.leaseVersion;
    };
    await fixture.runAlone();
    expect(lastPoll()).toBe(145_000);
  });

  it('continues if some polls fail', async () => {
    fixture.onDemand = () => {
      if (fixture.polls.length % 3 === 0) throw new Error('down');
      return { jobs: fixture.jobs, agents: fixture.agents };
    };
    await fixture.runAlone();
    expect(lastPoll()).toBe(145_000);
  });

  it('continues with the longest poll interval too', async () => {
    await fixture.runAlone(ON_TIME, { pollIntervalMs: 30_000 });
    // At 60,000 it has not read the lease yet, so it still plans its last poll for 79,000. Before 79,000 it learns from the lease that it has no successor.
    expect(fixture.polls).toEqual([50, 30_000, 60_000, 79_000, 90_000, 120_000, 145_000]);
  });

  it.each<[string, () => void]>([
    [
      'it cannot take the lease',
      () => (fixture.onLeaseTaken = fail(new AccessDeniedError(SITE, AWS_DETAIL))),
    ],
    ['it cannot read the lease', () => (fixture.onLeaseRead = fail(new AccessDeniedError(SITE, AWS_DETAIL)))],
    ['reading the lease hangs', () => (fixture.onLeaseRead = () => new Promise(() => undefined))],
  ])('if %s, polls only until the latest time at which a successor starts', async (_, prepare) => {
    prepare();
    await fixture.runAlone();
    expect(lastPoll()).toBe(79_000);
    // It does not know whether it has a successor.
    expect(fixture.logged('warn')).not.toContain('no later invocation took over');
  });

  it('continues while its polls fail, because no other invocation would poll', async () => {
    fixture.jobs = { queued: 2, running: 0 };
    fixture.at(70_000, () => (fixture.onDemand = fail(new Error('down'))));
    fixture.at(110_500, () => {
      fixture.jobs = { queued: 5, running: 2 };
      fixture.onDemand = () => ({ jobs: fixture.jobs, agents: fixture.agents });
    });
    await fixture.runAlone();
    expect(fixture.raises.at(-1)).toMatchObject({ to: 7 });
    expect(lastPoll()).toBe(145_000);
  });

  it('publishes the metrics of its first minute after 90 seconds and the rest at its end', async () => {
    await fixture.runAlone();
    const published = fixture.published.map(({ at, timestamp, metrics }) => [
      at,
      timestamp.toISOString(),
      metrics[0]?.counts[0],
    ]);
    expect(published).toEqual([
      [90_000, '2026-03-01T10:00:59.000Z', 45],
      [145_050, '2026-03-01T10:01:59.000Z', 29],
    ]);
  });

  it('continues if reads of the lease fail after an earlier read has shown that there is no successor', async () => {
    fixture.at(61_000, () => (fixture.onLeaseRead = fail(new ThrottledError(SITE, AWS_DETAIL))));
    await fixture.runAlone();
    expect(lastPoll()).toBe(145_000);
  });

  it('does not read the lease after it has ended', async () => {
    await fixture.runAlone();
    const reads = fixture.leaseReads.length;
    await fixture.clock.run(fixture.clock.sleep(5_000));
    expect(fixture.leaseReads).toHaveLength(reads);
  });

  it('does not log a read of the lease that fails after the invocation has ended', async () => {
    fixture.onLeaseRead = async () => {
      await fixture.clock.sleep(100_000);
      throw new ThrottledError(SITE, AWS_DETAIL);
    };
    await fixture.runAlone();
    await fixture.clock.run(fixture.clock.sleep(200_000));
    expect(fixture.logged('warn')).toEqual([]);
  });

  it('logs only once that it cannot read the lease', async () => {
    fixture.onLeaseRead = fail(new ThrottledError(SITE, AWS_DETAIL));
    await fixture.runAlone();
    const warnings = fixture.lines.filter(({ message }) => message === 'could not take or read the lease');
    expect(warnings).toMatchObject([{ level: 'warn', fields: { error: { name: 'ThrottledError' } } }]);
  });
});

describe('an invocation whose lease parameter was recreated', () => {
  it('continues as if it had no successor, because the new version is lower than its own', async () => {
    fixture.at(30_000, () => (fixture.leaseVersion = 1));
    await fixture.run();
    expect(fixture.polls.at(-1)).toBe(145_000);
  });
});

describe('an invocation without a lease parameter', () => {
  it('ends at the time by which a successor would have started, and logs no warning', async () => {
    await fixture.runWithoutLease();
    expect(fixture.polls.at(-1)).toBe(79_000);
    expect(fixture.logged('warn')).toEqual([]);
  });
});
