import assert from 'node:assert/strict';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FleetConfig } from '../fleet/fleet-config.ts';
import { parse } from '../kinds/kind.ts';
import { parameterKeys, parameters } from '../parameters/index.ts';
import type { ParameterKey } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { parametersIn } from '../parameters/parameter-tree.ts';
import type { ParameterTree } from '../parameters/parameter-tree.ts';
import { attempt } from '../testing/attempt.ts';
import { validSettings } from '../testing/settings-arbitrary.ts';
import type { Settings } from '../testing/settings-arbitrary.ts';
import { toText } from '../parameters/text-form.ts';

/** Places whose value in a FleetConfig can differ from the setting. Not tested here, but in to-fleet-config.test.ts. */
const RESOLVED: readonly (readonly [places: RegExp, applies: (fleet: FleetConfig) => boolean])[] = [
  [/^(?:organization|scaler\.enabled)$/, () => true],
  [/^endpoint$/, ({ endpoint }) => endpoint.endsWith('.semaphoreci.com')],
  [/^instance\.arch$/, ({ instance }) => instance.amiId !== undefined || instance.mac !== undefined],
  [/^instance\.rootVolume\./, ({ instance }) => instance.rootVolume === undefined],
  [/^instance\.rootVolume\.throughputMibps$/, ({ instance }) => instance.rootVolume?.type !== 'gp3'],
  [/^instance\.mac\./, ({ instance }) => instance.mac === undefined],
  [/^group\.launchTemplateOverrides$/, ({ instance }) => instance.mac !== undefined],
  [/^scaler\./, ({ scaler }) => scaler === undefined],
  [/^scaler\.overprovision\.factor$/, ({ scaler }) => scaler?.overprovision.strategy === 'none'],
];

function placesIn(node: ParameterTree | Parameter, place = ''): readonly (readonly [string, Parameter])[] {
  if (parametersIn({ node })[0] === node) return [[place, node as Parameter]];
  return Object.entries(node as ParameterTree).flatMap(([name, inner]) =>
    placesIn(inner, place === '' ? name : `${place}.${name}`),
  );
}

const valueAt = (fleet: object, place: string): unknown =>
  place.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], fleet);

function expectedValue(parameter: Parameter, settings: Settings): unknown {
  const { [parameter.key as ParameterKey]: setting } = settings;
  if (setting === undefined || (Array.isArray(setting) && setting.length === 0)) {
    return parameter.presence === 'defaulted' ? parameter.default : undefined;
  }
  const parsed = parse(parameter.kind, setting);
  assert(parsed.ok);
  return parsed.value;
}

const asEnvironment = (settings: Settings) =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, toText(value)]));

describe('loadFleets', () => {
  it('gives the same fleet for JSON values in a file, text in a file, and text in the environment', () => {
    fc.assert(
      fc.property(validSettings, (settings) => {
        const real = attempt({}, settings);
        expect(real.message).toBe('');
        expect(attempt({}, asEnvironment(settings)).fleets).toEqual(real.fleets);
        expect(attempt(asEnvironment(settings)).fleets).toEqual(real.fleets);
      }),
    );
  });

  it('puts the value of each parameter at its place in FleetConfig', () => {
    fc.assert(
      fc.property(validSettings, (settings) => {
        const [fleet] = attempt({}, settings).fleets ?? [];
        assert(fleet !== undefined);
        for (const [place, parameter] of placesIn(parameters)) {
          if (RESOLVED.some(([places, applies]) => places.test(place) && applies(fleet))) continue;
          expect([place, valueAt(fleet, place)]).toEqual([place, expectedValue(parameter, settings)]);
        }
      }),
    );
  });

  it('prefers the environment to a file, parameter by parameter', () => {
    fc.assert(
      fc.property(validSettings, validSettings, (inFile, inEnvironment) => {
        const both = attempt(asEnvironment(inEnvironment), inFile);
        const merged = attempt({}, { ...inFile, ...inEnvironment });
        expect(both.fleets).toEqual(merged.fleets);
        expect(both.problems.map(({ key }) => key)).toEqual(merged.problems.map(({ key }) => key));
      }),
    );
  });

  it('gives the same fleet whether it is alone or one of several in a file', () => {
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

  it('turns any environment into fleets or a ConfigurationError', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json(), fc.constant(undefined));
    const env = fc.dictionary(fc.oneof(fc.constantFrom(...parameterKeys), fc.string()), value);
    fc.assert(
      fc.property(env, (environment) => expectAnswer(attempt(environment))),
      { numRuns: 300 },
    );
  });

  it('turns any JSON into fleets or a ConfigurationError', () => {
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

  it('turns any file into fleets or a ConfigurationError', () => {
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
