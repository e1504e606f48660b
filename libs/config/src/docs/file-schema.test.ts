import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parameterKeys, parametersByKey } from '../parameters/index.ts';
import { attempt, minimalFleet } from '../testing/attempt.ts';
import { validSettings } from '../testing/settings-arbitrary.ts';
import { parseJsonText } from '../sources/json-text.ts';
import { toText } from '../parameters/text-form.ts';
import { fileSchema } from './file-schema.ts';

const ajv = new Ajv({ strictTypes: false, keywords: ['allowComments', 'allowTrailingCommas'] });
const validate = ajv.compile(fileSchema());
const schemaErrors = (file: unknown) => (validate(file) ? [] : validate.errors);

const examples = globSync(join(import.meta.dirname, '../../../../examples/*.json'));

describe('the JSON Schema', () => {
  it.each(examples.map((path) => [basename(path), path]))('accepts the example %s', (_, path) => {
    expect(schemaErrors(parseJsonText(readFileSync(path, 'utf8')).value)).toEqual([]);
  });

  it.each(parameterKeys)(
    'accepts the example, the default and, if the parameter is not required, the empty text: %s',
    (key) => {
      const parameter = parametersByKey[key];
      expect(schemaErrors({ [key]: parameter.example })).toEqual([]);
      expect(schemaErrors({ [key]: toText(parameter.example) })).toEqual([]);
      if (parameter.presence === 'defaulted') expect(schemaErrors({ [key]: parameter.default })).toEqual([]);
      expect(validate({ [key]: '' })).toBe(parameter.presence !== 'required');
    },
  );

  it('accepts everything that the loader accepts', () => {
    fc.assert(
      fc.property(validSettings, (settings) => {
        const texts = Object.fromEntries(
          Object.entries(settings).map(([key, value]) => [key, toText(value)]),
        );
        expect(schemaErrors(settings)).toEqual([]);
        expect(schemaErrors(texts)).toEqual([]);
        const { SEMAPHORE_AGENT_STACK_NAME: name, ...defaults } = settings;
        expect(schemaErrors({ defaults, fleets: [{ SEMAPHORE_AGENT_STACK_NAME: name }] })).toEqual([]);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['an unknown parameter', { SEMAPHORE_AGENT_OOS: 'windows' }],
    ['an unknown parameter of a fleet', { fleets: [{ SEMAPHORE_AGENT_OOS: 'windows' }] }],
    ['a name without its prefix', { OS: 'windows' }],
    ['an unknown member beside the fleets', { fleets: [minimalFleet], note: 'x' }],
    ['a wrong choice', { SEMAPHORE_AGENT_LOG_LEVEL: 'warning' }],
    ['a number out of range', { SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: 31 }],
    ['a boolean as number', { SEMAPHORE_AGENT_ALARMS: 1 }],
    ['a wrong item of a list', { SEMAPHORE_AGENT_SUBNETS: ['subnet'] }],
    [
      'an unknown member of an override',
      { SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [{ type: 'm7i.large' }] },
    ],
    ['null', { SEMAPHORE_AGENT_ARCH: null }],
    ['defaults without fleets', { defaults: {} }],
    ['an empty list of fleets', { fleets: [] }],
    ['a parameter beside the fleets', { fleets: [{}], SEMAPHORE_AGENT_OS: 'windows' }],
    ['a stack name in the defaults', { defaults: { SEMAPHORE_AGENT_STACK_NAME: 'a' }, fleets: [{}] }],
    ['a list instead of an object', []],
  ])('rejects %s, as the loader does', (_what, file) => {
    expect(validate(file)).toBe(false);
    expect(attempt(minimalFleet, file).problems).not.toEqual([]);
  });

  it.each<[string, unknown]>([
    [
      'PascalCase in overrides',
      {
        SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: {
          InstanceType: 'm7i.large',
          WeightedCapacity: 2,
        },
      },
    ],
    ['$schema and notes', { $schema: './fleet.schema.json', '//': 'note', SEMAPHORE_AGENT_OS: 'windows' }],
  ])('accepts %s, as the loader does', (_what, file) => {
    expect(schemaErrors(file)).toEqual([]);
    expect(attempt(minimalFleet, file).problems).toEqual([]);
  });
});
