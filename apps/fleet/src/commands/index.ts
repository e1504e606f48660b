import { installation } from '@agent-aws-stack/installation';
import type { CommandFactory } from '../cli/run-program.ts';
import type { DeployFleets } from './rollout/back.ts';

type Loaders = Readonly<Record<string, () => Promise<CommandFactory>>>;

/** Every command, in the order of the help. */
const COMMANDS: Loaders = {
  init: async () => (await import('./init/command.ts')).initCommand,
  bootstrap: async () => (await import('./bootstrap/command.ts')).bootstrapCommand,
  token: async () => (await import('./token/command.ts')).tokenCommand,
  images: async () => (await import('./images/command.ts')).imagesCommand,
  validate: async () => (await import('./validate/command.ts')).validateCommand,
  plan: async () => (await import('./plan/command.ts')).planCommand,
  upgrade: async () => (await import('./upgrade/command.ts')).upgradeCommand,
  synth: async () => (await import('./synth/command.ts')).synthCommand,
  deploy: async () => (await import('./deploy/command.ts')).deployCommand,
  rollout: async () => {
    const { rolloutCommand } = await import('./rollout/command.ts');
    // Commands do not import each other, so `rollout` gets `deployFleets` as an argument.
    return (shell) => rolloutCommand(shell, deployFleets);
  },
  scale: async () => (await import('./scale/command.ts')).scaleCommand,
  brake: async () => (await import('./brake/command.ts')).brakeCommand,
  destroy: async () => (await import('./destroy/command.ts')).destroyCommand,
  ls: async () => (await import('./ls/command.ts')).lsCommand,
  status: async () => (await import('./status/command.ts')).statusCommand,
  run: async () => (await import('./run/command.ts')).runCommand,
  explain: async () => (await import('./explain/command.ts')).explainCommand,
  logs: async () => (await import('./logs/command.ts')).logsCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
  shell: async () => (await import('./shell/command.ts')).shellCommand,
  open: async () => (await import('./open/command.ts')).openCommand,
  completion: async () => (await import('./completion/command.ts')).completionCommand,
};

/** For developers of the Lambdas, who have a checkout. */
const CHECKOUT_COMMANDS: Loaders = {
  function: async () => (await import('./function/command.ts')).functionCommand,
};

/** Loads the command that a command line names, or all commands if it names none (`--help`) or needs all of them (`completion bash`). */
export function commandsOf(
  [name = '', what]: readonly string[],
  { kind }: Pick<typeof installation, 'kind'> = installation,
): Promise<readonly CommandFactory[]> {
  const all = kind === 'checkout' ? { ...COMMANDS, ...CHECKOUT_COMMANDS } : COMMANDS;
  const isAboutAll = name === 'completion' && what !== 'fleets';
  const named = Object.hasOwn(all, name) && !isAboutAll ? [all[name]] : Object.values(all);
  return Promise.all(named.flatMap((load) => load?.() ?? []));
}

const deployFleets: DeployFleets = async (options, shell) => {
  const [{ deploy }, { installedTools }] = await Promise.all([
    import('./deploy/deploy.ts'),
    import('../cdk/run-cdk.ts'),
  ]);
  await deploy(undefined, options, shell, installedTools);
};
