import type { CommandFactory } from '../cli/run-program.ts';

/** Every command, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandFactory>>> = {
  init: async () => (await import('./init/command.ts')).initCommand,
  validate: async () => (await import('./validate/command.ts')).validateCommand,
  bootstrap: async () => (await import('./bootstrap/command.ts')).bootstrapCommand,
  token: async () => (await import('./token/command.ts')).tokenCommand,
  images: async () => (await import('./images/command.ts')).imagesCommand,
  plan: async () => (await import('./plan/command.ts')).planCommand,
  upgrade: async () => (await import('./upgrade/command.ts')).upgradeCommand,
  synth: async () => (await import('./synth/command.ts')).synthCommand,
  deploy: async () => (await import('./deploy/command.ts')).deployCommand,
  doctor: async () => (await import('./doctor/command.ts')).doctorCommand,
  ls: async () => (await import('./ls/command.ts')).lsCommand,
  status: async () => (await import('./status/command.ts')).statusCommand,
  run: async () => (await import('./run/command.ts')).runCommand,
  explain: async () => (await import('./explain/command.ts')).explainCommand,
  scale: async () => (await import('./scale/command.ts')).scaleCommand,
  logs: async () => (await import('./logs/command.ts')).logsCommand,
  shell: async () => (await import('./shell/command.ts')).shellCommand,
  open: async () => (await import('./open/command.ts')).openCommand,
  function: async () => (await import('./function/command.ts')).functionCommand,
  destroy: async () => (await import('./destroy/command.ts')).destroyCommand,
  completion: async () => (await import('./completion/command.ts')).completionCommand,
};

/** Loads the command that a command line names, or all commands if it names none (`--help`) or needs all of them (`completion bash`). */
export function commandsOf([name = '', what]: readonly string[]): Promise<readonly CommandFactory[]> {
  const isAboutAll = name === 'completion' && what !== 'fleets';
  const named = Object.hasOwn(COMMANDS, name) && !isAboutAll ? [COMMANDS[name]] : Object.values(COMMANDS);
  return Promise.all(named.flatMap((load) => load?.() ?? []));
}
