import { expect, it } from '@jest/globals';
import { FakeTools } from '../../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { synthCommand } from './command.ts';

it('synth writes the templates of the chosen fleets to the folder that --output names', async () => {
  const tools = new FakeTools({ mac: { Resources: {} } });
  using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
  const folder = file.path.replace('/fleet.json', '');
  const args = ['synth', '--fleet', 'mac', '--output', '.', '--json'];
  const { code, out } = await runFleet((shell) => synthCommand(shell, tools), args, {
    env: { ...file.env, INIT_CWD: folder },
  });
  expect(code).toBe(0);
  expect(tools.syntheses).toMatchObject([{ ids: ['mac'], folder, context: [] }]);
  expect(JSON.parse(out)).toMatchObject({
    fleets: [{ fleet: 'mac', template: `${folder}/mac.template.json` }],
  });
});
