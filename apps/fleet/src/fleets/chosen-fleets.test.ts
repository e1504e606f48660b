import { describe, expect, it } from '@jest/globals';
import { FakeShell } from '../testing/fake-shell.ts';
import { fleetFile, fleetParameters } from '../testing/fleet-file.ts';
import { chosenFleets } from './chosen-fleets.ts';
import { selectedStacks } from './selected-stacks.ts';

describe('a configuration with a caution', () => {
  const warnings = (load: (shell: FakeShell) => unknown) => {
    using file = fleetFile(fleetParameters('ci', { SEMAPHORE_AGENT_KEY_NAME: 'ops' }));
    const shell = Object.assign(new FakeShell(), { env: file.env });
    load(shell);
    return shell.errors;
  };

  it('causes a warning before a deployment', () =>
    expect(warnings((shell) => selectedStacks({}, shell))).toMatch(
      /^Warning: SEMAPHORE_AGENT_SSH_INGRESS_CIDRS is empty/,
    ));

  it('causes no warning in commands that only choose fleets', () =>
    expect(warnings((shell) => chosenFleets({}, shell))).toBe(''));
});
