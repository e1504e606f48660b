import { describe, expect, it } from '@jest/globals';
import { FakeShell, type FakeAnswers } from '../testing/fake-shell.ts';
import { fleetFile, fleetParameters } from '../testing/fleet-file.ts';
import { onlyFleet } from './only-fleet.ts';

/** What `onlyFleet` returns for a configuration with two fleets. */
async function chosen(answers: FakeAnswers, json = false) {
  using file = fleetFile({ fleets: [fleetParameters('one'), fleetParameters('two')] });
  const shell = Object.assign(new FakeShell(answers), { env: file.env });
  const aws = {} as Parameters<typeof onlyFleet>[0];
  const { stackName } = await onlyFleet(aws, { json }, shell, 'each has its own sizes');
  return { stackName, questions: shell.questions };
}

describe('onlyFleet with several fleets', () => {
  it('asks the user at a terminal', async () =>
    expect(await chosen({ answers: ['two'] })).toEqual({ stackName: 'two', questions: ['Which fleet?'] }));

  it('changes nothing if the user cancels', () =>
    expect(chosen({ cancels: true })).rejects.toThrow('cancelled; nothing was changed'));

  it.each<[string, FakeAnswers, boolean]>([
    ['without a terminal', {}, false],
    ['with --json', { answers: ['two'] }, true],
  ])('%s, names the options to add', (_, answers, json) =>
    expect(chosen(answers, json)).rejects.toMatchObject({
      message: '--fleet: name one fleet: each has its own sizes',
      remedy: 'Add --fleet one or --fleet two',
    }),
  );
});
