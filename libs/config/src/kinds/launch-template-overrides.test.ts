import { describe, expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { launchTemplateOverrides } from './launch-template-overrides.ts';

const read = (raw: unknown) => parse(launchTemplateOverrides, raw);
const minimalRequirements = { vCpuCount: { min: 2 }, memoryMiB: { min: 4096 } };

describe('launchTemplateOverrides', () => {
  it.each([
    ['one override', { instanceType: 'm7i.large' }, [{ instanceType: 'm7i.large' }]],
    ['a list', [{ instanceType: 'm7i.large' }, {}], [{ instanceType: 'm7i.large' }, {}]],
    ['one as JSON text', '{"instanceType": "m7i.large"}', [{ instanceType: 'm7i.large' }]],
    ['a list as JSON text', ' [{"instanceType": "m7i.large"}]\n', [{ instanceType: 'm7i.large' }]],
    ['a number as weight', { weightedCapacity: 2 }, [{ weightedCapacity: '2' }]],
    ['text as weight', { weightedCapacity: '2' }, [{ weightedCapacity: '2' }]],
    [
      'PascalCase at any depth',
      {
        InstanceRequirements: {
          VCpuCount: { Min: 2, Max: 4 },
          MemoryMiB: { Min: 4096 },
          TotalLocalStorageGB: { Min: 10 },
          BaselinePerformanceFactors: { Cpu: { References: [{ InstanceFamily: 'm6i' }] } },
        },
        LaunchTemplateSpecification: { LaunchTemplateName: 'other', Version: '$Latest' },
      },
      [
        {
          instanceRequirements: {
            vCpuCount: { min: 2, max: 4 },
            memoryMiB: { min: 4096 },
            totalLocalStorageGb: { min: 10 },
            baselinePerformanceFactors: { cpu: { references: [{ instanceFamily: 'm6i' }] } },
          },
          launchTemplateSpecification: { launchTemplateName: 'other', version: '$Latest' },
        },
      ],
    ],
  ])('reads %s', (_what, raw, value) => expect(read(raw)).toEqual({ ok: true, value }));

  it.each([
    [
      'a misspelt member',
      { instancetype: 'm7i.large' },
      '"instancetype"',
      /^overrides\[0\]: a member/,
      'instanceType',
    ],
    ['an unknown member', [{}, { frobnicate: 1 }], '"frobnicate"', /^overrides\[1\]: a member/, undefined],
    [
      'a misspelt member of the requirements',
      { instanceRequirements: { ...minimalRequirements, cpuManufacturer: ['intel'] } },
      '"cpuManufacturer"',
      /^overrides\[0\]\.instanceRequirements: a member/,
      'cpuManufacturers',
    ],
    [
      'both spellings of a member',
      { instanceType: 'm7i.large', InstanceType: 'm7a.large' },
      '"InstanceType"',
      /once/,
      'instanceType',
    ],
    [
      'an object with a length, where text is expected',
      { imageId: { length: { toString: null } } },
      '{"length":{"toString":null}}',
      /^overrides\[0\]\.imageId: /,
      undefined,
    ],
    [
      'text that is not an instance type',
      { instanceType: 'large' },
      '"large"',
      /^overrides\[0\]\.instanceType: an EC2 instance type/,
      undefined,
    ],
    [
      'a weight out of range',
      { weightedCapacity: 1000 },
      '1000',
      /weightedCapacity: an integer from 1 to 999/,
      undefined,
    ],
    [
      'a missing requirement',
      { instanceRequirements: { memoryMiB: { min: 1 } } },
      undefined,
      /vCpuCount to be set$/,
      undefined,
    ],
    ['text within a list', ['m7i.large'], '"m7i.large"', /^overrides\[0\]: /, undefined],
    [
      'text that is not JSON',
      'm7i.large',
      '"m7i.large"',
      /the text is not valid JSON \(line 1, column 1/,
      undefined,
    ],
    ['text nested too deeply', '['.repeat(100), undefined, /nested more than 64 levels deep/, undefined],
  ])('rejects %s', (_what, raw, given, expected, suggestion) =>
    expect(read(raw)).toMatchObject({
      ok: false,
      complaints: [
        { expected: expect.stringMatching(expected), suggestion, ...(given === undefined ? {} : { given }) },
      ],
    }),
  );
});
