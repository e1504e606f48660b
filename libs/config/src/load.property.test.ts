import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parameterKeys } from './parameters/index.ts';
import { attempt } from './testing/attempt.ts';
import { validSettings } from './testing/settings-arbitrary.ts';
import type { Settings } from './testing/settings-arbitrary.ts';
import { toText } from './text-form.ts';
import { toParameters } from './to-parameters.ts';

const asEnvironment = (settings: Settings) =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, toText(value)]));

describe('loadFleets', () => {
  it('means the same by a file with real values, a file of texts and the environment', () => {
    fc.assert(
      fc.property(validSettings, (settings) => {
        const real = attempt({}, settings);
        expect(real.message).toBe('');
        expect(attempt({}, asEnvironment(settings)).fleets).toEqual(real.fleets);
        expect(attempt(asEnvironment(settings)).fleets).toEqual(real.fleets);
      }),
    );
  });

  it('gives the same fleet again from the parameters of a fleet', () => {
    fc.assert(
      fc.property(validSettings, (settings) => {
        const { fleets = [] } = attempt({}, settings);
        const again = fleets.map((fleet) => attempt({}, toParameters(fleet)).fleets?.[0]);
        expect(again).toEqual(fleets);
        expect(again).toHaveLength(1);
      }),
    );
  });

  it('lets the environment win over a file, parameter by parameter', () => {
    fc.assert(
      fc.property(validSettings, validSettings, (inFile, inEnvironment) => {
        const both = attempt(asEnvironment(inEnvironment), inFile);
        const merged = attempt({}, { ...inFile, ...inEnvironment });
        expect(both.fleets).toEqual(merged.fleets);
        expect(both.problems.map(({ key }) => key)).toEqual(merged.problems.map(({ key }) => key));
      }),
    );
  });

  it('gives each of several fleets what the same settings give alone', () => {
    fc.assert(
      fc.property(
        validSettings,
        fc.uniqueArray(validSettings, { minLength: 1, maxLength: 3, selector }),
        (common, fleets) => {
          const defaults = { ...common };
          delete defaults.SEMAPHORE_AGENT_STACK_NAME;
          const alone = fleets.map((fleet) => attempt({}, { ...defaults, ...fleet }));
          const together = attempt({}, { defaults, fleets });
          if (alone.every(({ problems }) => problems.length === 0)) {
            expect(together.fleets).toEqual(alone.flatMap((each) => each.fleets ?? []));
          } else {
            expect(together.fleets).toBeUndefined();
          }
        },
      ),
    );
  });

  it('answers any environment with fleets or a ConfigurationError', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json(), fc.constant(undefined));
    const env = fc.dictionary(fc.oneof(fc.constantFrom(...parameterKeys), fc.string()), value);
    fc.assert(
      fc.property(env, (environment) => expectAnswer(attempt(environment))),
      { numRuns: 300 },
    );
  });

  it('answers any JSON with fleets or a ConfigurationError', () => {
    const name = fc.oneof(fc.constantFrom(...parameterKeys, 'fleets', 'defaults', '__proto__'), fc.string());
    const anything = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.dictionary(name, tie('value'), { noNullPrototype: true }),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(anything, (json) => expectAnswer(attempt({}, JSON.stringify(json)))),
      { numRuns: 500 },
    );
  });

  it('answers any text as file with fleets or a ConfigurationError', () => {
    const text = fc.oneof(
      fc.string(),
      fc.integer({ min: 1, max: 200_000 }).map((depth) => '[{"a":'.repeat(depth)),
    );
    fc.assert(fc.property(text, (file) => expectAnswer(attempt({}, file))));
  });
});

const selector = (settings: Settings) => settings.SEMAPHORE_AGENT_STACK_NAME;

function expectAnswer({ fleets, problems }: ReturnType<typeof attempt>): void {
  expect(fleets === undefined ? problems.length : fleets.length).toBeGreaterThan(0);
}
