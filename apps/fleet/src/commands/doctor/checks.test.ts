import { describe, expect, it } from '@jest/globals';
import type { Facts, GatheredFacts } from '../../observe/facts.ts';
import { gathered, HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { CHECKS } from './checks.ts';
import type { Finding } from './finding.ts';
import { changed, unknown, type Fault } from './testing/fault.ts';
import { FAULTS } from './testing/faults/index.ts';
import { subjectWith } from './testing/subject.ts';

function findings(facts: GatheredFacts, parameters?: Fault['parameters']): readonly Finding[] {
  const subject = subjectWith(parameters);
  return CHECKS.filter((check) => check.appliesTo(subject)).map((check) => check.run(facts, subject));
}

const reportedBy = ({ facts, parameters }: Fault): readonly Finding[] =>
  findings(facts, parameters).filter((finding) => finding.verdict !== 'ok' && !finding.unknown);

describe('the checks', () => {
  it('find nothing wrong with a healthy fleet', () => {
    expect(findings(gathered()).filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  });

  it('have unique names that fit their column', () => {
    const names = CHECKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(22);
  });

  it.each(FAULTS.map((each) => [each.check, each.name, each] as const))(
    'only %s reports: %s',
    (check, _name, fault) => {
      const { verdict, seen, remedy } = fault.finding;
      expect(reportedBy(fault).filter(({ name }) => !fault.others?.includes(name))).toEqual([
        {
          name: check,
          verdict,
          seen: expect.stringMatching(seen),
          remedy: expect.stringMatching(remedy),
        },
      ]);
    },
  );

  it.each(CHECKS)('$name reports at least one fault', ({ name }) => {
    expect(FAULTS.map(({ check }) => check)).toContain(name);
  });

  it('add the typed options to the commands in remedies', () => {
    const remedies = FAULTS.flatMap(reportedBy).map(({ remedy }) => remedy ?? '');
    const commands = remedies.flatMap((remedy) => remedy.split('npm run ').slice(1));
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) expect(command).toMatch(/^fleet -- .*--region eu-west-1(\s|$)/);
  });

  it.each(Object.keys(HEALTHY) as (keyof Facts)[])(
    'say why the lookup of %s failed if they need that fact, and are not affected otherwise',
    (name) => {
      const why = 'ec2:Something on somewhere: denied';
      const needing = CHECKS.filter(({ needs }) => needs.includes(name)).map((check) => check.name);
      for (const finding of findings({ ...gathered(), [name]: unknown(why, false) })) {
        if (needing.includes(finding.name)) expect(finding.seen).toContain(why);
        else expect(finding.verdict).toBe('ok');
      }
    },
  );

  it.each(CHECKS)(
    '$name is not made, and does not fail, if the lookup of a needed fact was skipped',
    (check) => {
      for (const need of check.needs) {
        expect(check.run({ ...gathered(), [need]: unknown('no stack', true) }, subjectWith())).toEqual({
          name: check.name,
          verdict: 'warning',
          seen: 'not checked: no stack',
          unknown: true,
        });
      }
    },
  );

  it('say that they know nothing yet if no drift detection has run, or if instances may still boot', () => {
    const launching = HEALTHY.group.instances.map(({ id }) => ({
      ...{ status: 'Successful', description: `Launching a new EC2 instance: ${id}` },
      ...{ message: undefined, startedAt: subjectWith().now },
    }));
    const found = findings(
      gathered({
        ...changed('stack', { drift: 'NOT_CHECKED' }),
        ...changed('demand', { agents: { idle: 0, occupied: 0 } }),
        activities: launching,
      }),
    );
    expect(found.filter(({ unknown: isUnknown }) => isUnknown)).toEqual([
      { name: 'stack-drift', verdict: 'ok', seen: 'not checked: no drift detection has run', unknown: true },
      {
        ...{ name: 'instances-registered', verdict: 'ok', unknown: true },
        seen: 'not checked: 2 instances in service, 0 agents registered; the others may still boot',
      },
    ]);
  });

  it("trust the scaler's metrics more than its subnets' route tables", () => {
    const [subnet] = HEALTHY.subnets;
    const scalerSubnets = [{ ...subnet!, defaultRoute: { target: 'igw-1', blackhole: false } }];
    expect(findings(gathered({ scalerSubnets })).find(({ name }) => name === 'scaler-network')).toEqual({
      name: 'scaler-network',
      verdict: 'ok',
      seen: 'it reaches Semaphore, although subnet-a: its default route leads to igw-1, which needs public addresses',
    });
  });

  it.each([
    [
      'the quota is not listed',
      gathered({ volumeQuotas: [] }),
      undefined,
      /^not checked: Service Quotas lists no quota of volume/,
    ],
    [
      'no volume has a rate',
      gathered({ volumeQuotas: [], ...changed('launchTemplate', { volumes: [] }) }),
      undefined,
      /^no volume has an initialization rate$/,
    ],
    [
      'the scaler limits its steps',
      gathered(),
      { SEMAPHORE_AGENT_SCALER_MAX_STEP: '2' },
      /^5000 MiB\/s .*, 600 needed by 2 launches at once$/,
    ],
  ])('judge the quota of volume initialization if %s', (_case, facts, parameters, seen) => {
    const found = findings(facts, parameters).find(({ name }) => name === 'quota-volume-rate');
    expect(found?.seen).toMatch(seen);
  });

  it('do not expect a scaler in a fleet without one', () => {
    const parameters = { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: 'false' };
    const names = findings(gathered(), parameters).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('scaler-'))).toEqual([]);
    expect(names).toContain('updater-function');
  });
});
