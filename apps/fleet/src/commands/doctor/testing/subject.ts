import { fullCommandWith } from '../../../cli/full-command.ts';
import { fleetWith, NOW } from '../../../observe/testing/fleet.ts';
import type { Subject } from '../subject.ts';

export const subjectWith = (parameters: Readonly<Record<string, string>> = {}): Subject => ({
  fleet: fleetWith(parameters),
  isConfigured: true,
  now: NOW,
  fullCommand: fullCommandWith({ region: 'eu-west-1' }),
  expected: { account: '111111111111', region: 'eu-west-1' },
});
