import { MetadataService } from '../scripts/metadata-service.ts';
import type { Machine } from '../guest/machine.ts';
import type { Computer } from './ec2/account.ts';

/** Plays the computer of an EC2 instance with the guest, and runs the instance's metadata service. */
export class GuestComputer implements Computer {
  readonly #machine: Machine;
  readonly #region: string;
  #metadata: MetadataService | undefined;

  constructor(machine: Machine, region: string) {
    this.#machine = machine;
    this.#region = region;
  }

  async boot(instanceId: string, publicKey: string): Promise<void> {
    this.#metadata = new MetadataService(
      { instanceId, region: this.#region, reachable: 'ipv4', failures: 0 },
      { 'public-keys/0/openssh-key': publicKey },
    );
    await this.#metadata.start();
    await this.#machine.boot();
  }

  async powerOff(): Promise<void> {
    await this.#machine.powerOff();
    await this.#metadata?.stop();
  }
}
