import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { ListrTask } from 'listr2';
import { packerArguments, type BuildPlan } from './build-plan.ts';
import { existingImage, type ImageLookup } from './existing-image.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { withSourceImage } from './source-image.ts';

/** What a build needs from outside. */
export interface BuildPorts extends ImageLookup {
  /** An image by its id, whoever owns it. @throws AwsError */
  findById(id: string): Promise<MachineImage | undefined>;
  readonly packer: {
    /** Installs the template's plugins. */
    init(say: (text: string) => void): Promise<void>;
    run(args: readonly string[], onLine: (line: string) => void): Promise<void>;
    build(args: readonly string[], say: (text: string) => void): Promise<string>;
  };
  /** Prepares what the template's provisioners need on this machine. */
  prepare(say: (text: string) => void): Promise<void>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Makes the CDK app look up a replaced image again; returns whether it was cached. */
  forgetLookup(imageName: string): boolean;
}

type Say = (text: string) => void;

/** The build of one image: its steps and their results. */
export class ImageBuild {
  #plan: BuildPlan;
  readonly #ports: BuildPorts;
  readonly #prefix: string;
  #existing: MachineImage | undefined;
  #imageId: string | undefined;
  #failure: unknown;
  #packer: 'not started' | 'building' | 'ended' = 'not started';

  /** @param label - prefix of each step and line, to distinguish several builds */
  constructor(plan: BuildPlan, ports: BuildPorts, label?: string) {
    this.#plan = plan;
    this.#ports = ports;
    this.#prefix = label === undefined ? '' : `${label}: `;
  }

  /** The error of the first step that failed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether Packer may have resources in the account. */
  get isPackerBuilding(): boolean {
    return this.#packer === 'building';
  }

  /** Whether Packer's log has something to say about it. */
  get hasPackerRun(): boolean {
    return this.#packer !== 'not started';
  }

  /** @throws Error before all steps have succeeded */
  get outcome(): Outcome {
    if (this.#imageId !== undefined)
      return outcomeOf(this.#plan, { id: this.#imageId, state: 'available' }, true);
    if (this.#existing === undefined) throw new Error('Packer ended without an image and without an error.');
    return outcomeOf(this.#plan, this.#existing, false);
  }

  get steps(): ListrTask[] {
    const { packer, prepare, forgetLookup } = this.#ports;
    const { imageName, force, variables } = this.#plan;
    return [
      this.#step(`Asking EC2 for ${imageName}`, async (say, retitle) => {
        this.#existing = await existingImage(this.#plan, this.#ports, say);
        if (this.#existing !== undefined)
          retitle(`EC2 has ${imageName}: ${this.#existing.id}, ${this.#existing.state}`);
      }),
      ...(variables['source_ami'] === undefined ? [] : [this.#askForSource(variables['source_ami'])]),
      this.#unlessThere('Preparing', (say) => prepare(say)),
      this.#unlessThere('packer init', (say) => packer.init(say)),
      this.#unlessThere('packer validate', (say) => packer.run(packerArguments('validate', this.#plan), say)),
      this.#unlessThere('packer build', async (say) => {
        this.#packer = 'building';
        try {
          this.#imageId = await packer.build(packerArguments('build', this.#plan), say);
        } finally {
          this.#packer = 'ended';
        }
      }),
      {
        ...this.#step("Removing the CDK app's cached lookup of the image", async (say) => {
          if (!forgetLookup(imageName)) say('No lookup of this image was cached.');
        }),
        enabled: () => force,
        skip: () => this.#existing === undefined,
      },
    ];
  }

  #askForSource(id: string): ListrTask {
    return this.#unlessThere(`Asking EC2 for SOURCE_AMI ${id}`, async () => {
      this.#plan = withSourceImage(this.#plan, await this.#ports.findById(id));
    });
  }

  #unlessThere(title: string, run: (say: Say) => Promise<void>): ListrTask {
    const skip = () => (this.#existing !== undefined && !this.#plan.force ? 'the image is there' : false);
    return { ...this.#step(title, run), skip };
  }

  #step(title: string, run: (say: Say, retitle: Say) => Promise<void>): ListrTask {
    const prefix = this.#prefix;
    return {
      title: prefix + title,
      task: async (_context, task) => {
        try {
          this.#ports.signal.throwIfAborted();
          await run(
            (text) => void (task.output = prefix + text),
            (text) => void (task.title = prefix + text),
          );
        } catch (error) {
          this.#failure = error;
          throw error;
        }
      },
      rendererOptions: { outputBar: 1 },
    };
  }
}
