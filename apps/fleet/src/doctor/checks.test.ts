import { describe, expect, it } from '@jest/globals';
import { CHECKS } from './checks.ts';
import type { Facts, GatheredFacts } from '../observe/facts.ts';
import type { Finding } from './finding.ts';
import { AILMENTS } from './testing/ailments/index.ts';
import { gathered, HEALTHY } from '../observe/testing/healthy-facts.ts';
import { subjectWith } from './testing/subject.ts';

function findings(facts: GatheredFacts, parameters?: Readonly<Record<string, string>>): readonly Finding[] {
  const subject = subjectWith(parameters);
  return CHECKS.filter((check) => check.concerns(subject)).map((check) => check.run(facts, subject));
}

const troubles = (all: readonly Finding[]) =>
  all.filter(({ verdict, unknown }) => verdict !== 'ok' && !unknown);

describe('the checks', () => {
  it('find nothing wrong with a healthy fleet', () => {
    expect(findings(gathered()).filter(({ verdict }) => verdict !== 'ok')).toEqual([]);
  });

  it('have names of their own, at most as long as their column', () => {
    const names = CHECKS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(22);
  });

  it.each(AILMENTS.map((ailment) => [ailment.check, ailment.name, ailment] as const))(
    '%s, and it alone, notices: %s',
    (check, _name, { facts, fleet, verdict, seen, remedy }) => {
      expect(troubles(findings(gathered(facts), fleet))).toEqual([
        {
          name: check,
          verdict,
          seen: expect.stringMatching(seen),
          remedy: expect.stringMatching(remedy),
        },
      ]);
    },
  );

  it('name commands of ours in one form, with what was typed', () => {
    const remedies = AILMENTS.flatMap(({ facts, fleet }) =>
      troubles(findings(gathered(facts), fleet)).map(({ remedy }) => remedy ?? ''),
    );
    const commands = remedies.flatMap((remedy) => remedy.split('npm run ').slice(1));
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) expect(command).toMatch(/^fleet -- .*--region eu-west-1( |$)/);
  });

  it.each(CHECKS.map(({ name }) => name).filter((name) => name !== 'token-accepted'))(
    '%s is broken by an ailment',
    (name) => {
      expect(AILMENTS.map(({ check }) => check)).toContain(name);
    },
  );

  it.each(Object.keys(HEALTHY) as (keyof Facts)[])('without %s say so, and the others go on', (name) => {
    const why = 'ec2:Something on somewhere: denied';
    const facts = {
      ...gathered(),
      [name]: { known: false, why, remedy: 'Allow ec2:Something', skipped: false },
    };
    const all = findings(facts);
    for (const check of CHECKS.filter(({ needs }) => !needs.includes(name))) {
      const finding = all.find((each) => each.name === check.name);
      if (finding !== undefined) expect(finding).toMatchObject({ verdict: 'ok' });
    }
    for (const check of CHECKS.filter(({ needs }) => needs.includes(name))) {
      const finding = all.find((each) => each.name === check.name);
      if (finding !== undefined) expect(finding.seen).toContain(why);
    }
  });

  it.each([
    ['credentials', 'caller'],
    ['region', 'region'],
    ['token-accepted', 'demand'],
  ] as const)('%s fails, not only warns, without %s', (check, fact) => {
    const facts = {
      ...gathered(),
      [fact]: { known: false, why: 'status 404', remedy: undefined, skipped: false },
    };
    expect(findings(facts).find(({ name }) => name === check)).toMatchObject({
      verdict: 'failure',
      seen: 'status 404',
      remedy: expect.stringMatching(/./),
    });
  });

  it.each(CHECKS)('$name only warns when there was nothing to ask', (check) => {
    const [need] = check.needs;
    const facts = {
      ...gathered(),
      [need!]: { known: false, why: 'no stack', remedy: undefined, skipped: true },
    };
    expect(check.run(facts, subjectWith())).toEqual({
      name: check.name,
      verdict: 'warning',
      seen: 'not checked: no stack',
      unknown: true,
    });
  });

  it("take a scaler's word for a way out that route tables do not show", () => {
    const [subnet] = HEALTHY.subnets;
    const scalerSubnets = [{ ...subnet!, defaultRoute: { target: 'igw-1', blackhole: false } }];
    expect(findings(gathered({ scalerSubnets })).find(({ name }) => name === 'scaler-network')).toEqual({
      name: 'scaler-network',
      verdict: 'ok',
      seen: 'it reaches Semaphore, although subnet-a: its default route leads to igw-1, which needs public addresses',
    });
  });

  it('look at a fleet without a scaler only for what it has', () => {
    const names = findings(gathered(), { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: 'false' }).map(
      ({ name }) => name,
    );
    expect(names.filter((name) => name.startsWith('scaler-'))).toEqual([]);
    expect(names).toContain('updater-function');
  });
});
