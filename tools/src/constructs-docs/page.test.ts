import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { resolveValues } from '@agent-aws-stack/config';
import { readExports } from './read-props.ts';
import { writePage } from './write-page.ts';

const root = join(import.meta.dirname, '../../..');
const types = readExports(join(root, 'libs/constructs/src/index.ts'));

/** The Markdown without the white space with which Prettier aligns tables. */
const cellsOf = (markdown: string): string => markdown.replaceAll(/-{2,}/g, '-').replaceAll(/ {2,}/g, ' ');

it('docs/constructs.md is up to date (if not: npm run docs)', () => {
  const page = readFileSync(join(root, 'docs/constructs.md'), 'utf8');
  expect(cellsOf(page).replaceAll(' - ', '-')).toBe(cellsOf(writePage(types)).replaceAll(' - ', '-'));
});

/** Where FleetConfig has the settings of each type. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  AgentFleetProps: [],
  AgentSettings: ['agent'],
  InstanceSettings: ['instance'],
  RootVolumeSettings: ['instance', 'rootVolume'],
  MacSettings: ['instance', 'mac'],
  GroupSettings: ['group'],
  PurchaseSettings: ['group', 'purchase'],
  NetworkSettings: ['network'],
  ScalerSettings: ['scaler'],
  LambdaSettings: ['lambda'],
  AlarmSettings: ['alarms'],
};

/** A fleet with these settings of its instances, and otherwise only what is required. Only a fleet of Macs has values for MacSettings. */
function defaultsOn(instance: object): unknown {
  const values = {
    stackName: 'ci',
    endpoint: 'acme.semaphoreci.com',
    token: { parameterName: '/ci/token' },
    instance: { rootVolume: { deviceName: '/dev/sda1' }, ...instance },
  };
  const options = { nameOf: (place: string) => place, isUnresolved: () => false, region: undefined };
  const resolved = resolveValues(values, options);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return resolved.fleet;
}

const license = `arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-${'0'.repeat(32)}`;
const linux = defaultsOn({});
const mac = defaultsOn({ os: 'macos', mac: { licenseConfigurationArn: license } });

/** The configuration's values for defaults that the docstrings write in another way. */
const CONSTANTS: Readonly<Record<string, unknown>> = {
  'EbsDeviceVolumeType.GP2': 'gp2',
  'RetentionDays.ONE_MONTH': 30,
  mac2: ['mac2'],
};
function valueOf(text: string): unknown {
  if (text in CONSTANTS) return CONSTANTS[text];
  const amount = /^(?:Duration\.seconds|Size\.gibibytes)\((\d+)\)$/.exec(text)?.[1] ?? text;
  return /^(?:true|false|\d+)$/.test(amount) ? JSON.parse(amount) : amount;
}

describe('each default in a docstring is the default of the configuration', () => {
  const documented = types.flatMap(({ name, members }) =>
    members.flatMap(({ name: member, default: text }) =>
      text === undefined || text.startsWith('-') || (name === 'ScalerSettings' && member === 'enabled')
        ? []
        : { name: `${name}.${member}`, places: PLACES[name] ?? [], member, text },
    ),
  );

  it('is compared for more than 20 props', () => expect(documented.length).toBeGreaterThan(20));

  it.each(documented)('$name: $text', ({ name, places, member, text }) => {
    const fleet = name.startsWith('MacSettings') ? mac : linux;
    const settings = places.reduce<unknown>(
      (value, place) => (value as Record<string, unknown>)[place],
      fleet,
    );
    const units = ['', 'Seconds', 'Gib', 'Days'].map((unit) => `${member}${unit}`);
    const key = units.find((each) => each in (settings as object)) ?? member;
    expect(settings).toHaveProperty([key], valueOf(text));
  });
});
