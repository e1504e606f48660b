import { expect, it } from '@jest/globals';
import { fleetCommand, withConfig } from './common-options.ts';

it.each([
  [
    'in the package',
    { configuration: 'fleet.json' },
    '(default: $SEMAPHORE_AGENT_STACK_CONFIG, else fleet.json)',
  ],
  ['in a checkout', {}, '(default: $SEMAPHORE_AGENT_STACK_CONFIG)'],
])('the help of --config names the default file: %s', (_, place, expected) => {
  const help = withConfig(fleetCommand('plan', 'plan'), place).helpInformation();
  expect(help.replaceAll(/\s+/g, ' ')).toContain(expected);
});
