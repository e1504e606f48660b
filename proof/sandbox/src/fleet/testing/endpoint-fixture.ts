import {
  DescribeAutoScalingGroupsCommand,
  type DescribeAutoScalingGroupsCommandInput,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { groupDefinition } from './fake-region.ts';
import { SimulatorFixture } from './simulator-fixture.ts';

/**
 * The Auto Scaling endpoint with a group `lab` of 1 to 3 instances. Instances take an hour to launch, so they do not
 * change during a test.
 */
export class EndpointFixture {
  readonly #simulator: SimulatorFixture;

  private constructor(simulator: SimulatorFixture) {
    this.#simulator = simulator;
  }

  static async start(): Promise<EndpointFixture> {
    return new EndpointFixture(await SimulatorFixture.start({ launchDelayMs: 3_600_000 }));
  }

  get region() {
    return this.#simulator.region;
  }

  get fleet() {
    return this.#simulator.fleet;
  }

  get client() {
    return this.#simulator.client.bind(this.#simulator);
  }

  /** Replaces the group with a new one. Must be called before each test. */
  async reset(): Promise<void> {
    this.region.definitions = [];
    await this.fleet.groups();
    this.region.definitions = [groupDefinition('lab', { min: 1 })];
    this.region.forwarded.length = 0;
  }

  describeGroups(input: DescribeAutoScalingGroupsCommandInput = {}) {
    return this.client().send(new DescribeAutoScalingGroupsCommand(input));
  }

  /** The minimum, the maximum and the desired capacity of the group. */
  async size() {
    const { AutoScalingGroups: [group] = [] } = await this.describeGroups();
    return [group?.MinSize, group?.MaxSize, group?.DesiredCapacity];
  }

  setDesired(DesiredCapacity: number, HonorCooldown?: boolean) {
    const input = { AutoScalingGroupName: 'lab', DesiredCapacity, HonorCooldown };
    return this.client().send(new SetDesiredCapacityCommand(input));
  }

  lastCall() {
    return this.fleet.calls().at(-1);
  }

  close(): Promise<void> {
    return this.#simulator.close();
  }
}
