import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import {
  Listr,
  ListrLogger,
  ListrLogLevels,
  type ListrTaskWrapper,
  type SimpleRenderer,
  type DefaultRenderer,
} from 'listr2';
import { packerArguments, type BuildPlan } from './build-plan.ts';
import { BuildError } from './errors.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** What a build needs of the world. */
export interface BuildWorld {
  /** The account's image of a name, in whatever state. @throws AwsError */
  findImage(name: string): Promise<MachineImage | undefined>;
  readonly packer: {
    checkVersion(): Promise<string>;
    run(args: readonly string[], onLine: (line: string) => void): Promise<void>;
    build(args: readonly string[], say: (text: string) => void): Promise<string>;
  };
  /** Makes what the template's provisioners need on this machine. */
  prepare(say: (text: string) => void): Promise<void>;
  /** Makes the stack look up a replaced image again; tells whether it had it cached. */
  forgetLookup(imageName: string): boolean;
  /** Whether a person watches: then one line shows what Packer does, else all lines are printed. */
  readonly interactive: boolean;
}

/** Says which step has failed, not why: whoever called tells that at the end, and once is enough. */
class TitleLogger extends ListrLogger {
  override log(...[level, message, options]: Parameters<ListrLogger['log']>): void {
    super.log(level, message, level === ListrLogLevels.FAILED ? undefined : options);
  }
}

interface Context {
  found?: MachineImage;
  imageId?: string;
}

type Task = ListrTaskWrapper<Context, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Builds the image, unless the account has it. @throws BuildError, AwsError */
export async function buildImage(plan: BuildPlan, world: BuildWorld): Promise<Outcome> {
  const there = (context: Context): string | false =>
    context.found !== undefined && !plan.force ? 'the image is there' : false;
  const step = (
    title: string,
    run: (say: (text: string) => void, context: Context, task: Task) => Promise<void>,
  ) => ({
    title,
    skip: there,
    task: (context: Context, task: Task) => run((text) => void (task.output = text), context, task),
    rendererOptions: { outputBar: 1 },
  });

  const logger = new TitleLogger({ useIcons: true, toStderr: [ListrLogLevels.FAILED] });
  const context = await new Listr<Context, 'default' | 'simple', 'simple'>(
    [
      {
        title: `Asking EC2 for ${plan.imageName}`,
        task: async (context, task) => {
          const found = await world.findImage(plan.imageName);
          if (found === undefined) return;
          context.found = found;
          if (!plan.force) assertUsable(found);
          task.title = `EC2 has ${plan.imageName}: ${found.id}, ${found.state}`;
        },
      },
      step('Preparing', (say) => world.prepare(say)),
      step('packer init', async (say) => {
        await world.packer.checkVersion();
        await world.packer.run(['init', '.'], say);
      }),
      step('packer validate', (say) => world.packer.run(packerArguments('validate', plan), say)),
      step('packer build', async (say, context) => {
        context.imageId = await world.packer.build(packerArguments('build', plan), say);
      }),
      {
        title: "Forgetting the stack's cached lookup",
        enabled: () => plan.force,
        skip: (context) => context.found === undefined,
        task: (_context, task) => {
          if (!world.forgetLookup(plan.imageName)) task.skip('The stack has none.');
        },
      },
    ],
    {
      renderer: world.interactive ? 'default' : 'simple',
      fallbackRenderer: 'simple',
      rendererOptions: world.interactive ? { showErrorMessage: false } : { logger },
      fallbackRendererOptions: { logger },
      // Listr would end the process at once, and leave Packer's instance in the account.
      registerSignalListeners: false,
    },
  ).run({});

  if (context.imageId !== undefined)
    return outcomeOf(plan, { id: context.imageId, state: 'available' }, true);
  if (context.found === undefined) throw new Error('Packer ended without an image and without an error.');
  return outcomeOf(plan, context.found, false);
}

function assertUsable({ id, name, state }: MachineImage): void {
  if (state === 'available' || state === 'pending') return;
  throw new BuildError(name, `${id} has this name, but is ${state}; --force replaces it`);
}
