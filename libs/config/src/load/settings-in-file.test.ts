import { expect, it } from '@jest/globals';
import { hasSeveralFleets, settingsInFile } from './settings-in-file.ts';

it.each([
  ['a file that is not JSON', 'mine', {}],
  ['an empty file', '', {}],
  ['a list', '[]', {}],
  ['several fleets', '{"fleets": [{"SEMAPHORE_AGENT_OS": "windows"}, {}]}', {}],
  [
    'one fleet, with mistakes',
    '{\n// a comment\n"SEMAPHORE_AGENT_OS": "windos", "SEMAPHORE_AGENT_ASG_MAX_SIZE": 4, "SEMAPHORE_AGENT_MAC_FAMILY": ["a", "b"], "x": 1,}',
    { SEMAPHORE_AGENT_OS: 'windos', SEMAPHORE_AGENT_ASG_MAX_SIZE: '4', SEMAPHORE_AGENT_MAC_FAMILY: 'a,b' },
  ],
])('settingsInFile reads %s', (_, text, settings) => expect(settingsInFile(text)).toEqual(settings));

it.each([
  ['{"fleets": []}', true],
  ['{"defaults": {}}', true],
  ['{"SEMAPHORE_AGENT_OS": "windows"}', false],
  ['mine', false],
])('hasSeveralFleets of %s is %s', (text, several) => expect(hasSeveralFleets(text)).toBe(several));
