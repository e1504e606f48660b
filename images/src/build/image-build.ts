import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { ListrTask } from 'listr2';
import { packerArguments, type BuildPlan } from './build-plan.ts';
import { BuildError } from './errors.ts';
import { existingImage, type ImageLookup } from './existing-image.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { withSourceImage } from './source-image.ts';

/** Access to AWS, Packer and this machine for one build. */
export interface BuildPorts extends ImageLookup {
  /** Any account's image with this id. @throws AwsError */
  findById(id: string): Promise<MachineImage | undefined>;
  readonly packer: {
    /** Installs the template's plugins. */
    init(say: (text: string) => void): Promise<void>;
    run(args: readonly string[], onLine: (line: string) => void): Promise<void>;
    build(args: readonly string[], say: (text: string) => void): Promise<string>;
  };
  /** Installs the programs that the template's provisioners run on this machine. */
  prepare(say: (text: string) => void): Promise<void>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Removes the CDK app's cached lookup of a replaced image; returns whether there was one. */
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

  /** Whether Packer is running a build, which may have created resources in the account. */
  get isPackerBuilding(): boolean {
    return this.#packer === 'building';
  }

  /** Whether `packer build` was started. If so, the log contains its output. */
  get hasPackerRun(): boolean {
    return this.#packer !== 'not started';
  }

  /** The new image, or else the existing one. @throws Error if there is neither */
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
      this.#step(`Looking up ${imageName}`, async (say, retitle) => {
        this.#existing = await existingImage(this.#plan, this.#ports, say);
        if (this.#existing !== undefined)
          retitle(`Found ${imageName}: ${this.#existing.id}, ${this.#existing.state}`);
      }),
      ...(variables['source_ami'] === undefined ? [] : [this.#sourceLookup(variables['source_ami'])]),
      this.#buildStep('Preparing', (say) => prepare(say)),
      this.#buildStep('packer init', (say) => packer.init(say)),
      this.#buildStep('packer validate', (say) => packer.run(packerArguments('validate', this.#plan), say)),
      this.#buildStep('packer build', async (say) => {
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

  #sourceLookup(id: string): ListrTask {
    return this.#buildStep(`Looking up SOURCE_AMI ${id}`, async () => {
      this.#plan = withSourceImage(this.#plan, await this.#ports.findById(id));
    });
  }

  /** A step that is skipped if the image exists. */
  #buildStep(title: string, run: (say: Say) => Promise<void>): ListrTask {
    const skip = () => (this.#existing !== undefined && !this.#plan.force ? 'the image exists' : false);
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
          this.#failure = this.#reasonOf(error);
          throw error;
        }
      },
      rendererOptions: { outputBar: 1 },
    };
  }

  /**
   * Ctrl-C also ends programs such as pip. The reason is then the interruption, not their error. But Packer's error stays, because it
   * says what Packer has removed.
   */
  #reasonOf(error: unknown): unknown {
    const { signal } = this.#ports;
    return signal.aborted && !(error instanceof BuildError) ? signal.reason : error;
  }
}
