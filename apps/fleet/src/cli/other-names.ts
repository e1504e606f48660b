import { nearest } from '@agent-aws-stack/config';
import type { Command } from 'commander';

/** What users of other tools type for a command. A name can belong to two commands of different groups: `delete` is `destroy`, but `images delete` is `images prune`. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  ls: ['list', 'fleets'],
  list: ['ls', 'images'],
  status: ['show', 'describe', 'info', 'get', 'ps'],
  destroy: ['delete', 'remove', 'rm', 'teardown', 'down', 'undeploy'],
  deploy: ['up', 'apply', 'update', 'install'],
  plan: ['diff', 'preview', 'cost'],
  synth: ['template', 'render'],
  doctor: ['check', 'diagnose', 'health', 'verify', 'test'],
  validate: ['lint'],
  init: ['new', 'configure', 'setup'],
  scale: ['resize', 'capacity', 'grow', 'shrink', 'pause', 'stop'],
  logs: ['log', 'tail', 'events', 'history'],
  run: ['watch', 'follow', 'wait', 'start', 'trigger'],
  explain: ['why'],
  shell: ['ssh', 'exec', 'connect', 'session', 'login'],
  open: ['browse', 'console', 'dashboard', 'web'],
  upgrade: ['migrate'],
  bootstrap: ['prepare'],
  release: ['lift', 'off', 'open', 'resume', 'reset'],
  put: ['set', 'add', 'create', 'store', 'save'],
  rotate: ['replace', 'renew', 'change', 'reset'],
  build: ['make', 'bake'],
  prune: ['clean', 'cleanup', 'gc', 'delete', 'remove', 'rm'],
};

/**
 * The command that a name from another tool means, such as `destroy` for `delete`; undefined for the name of an existing command, and for a
 * name without a known meaning.
 */
export function commandMeant(group: Command, name: string): string | undefined {
  const existing = group.commands.map((command) => command.name());
  if (existing.includes(name)) return undefined;
  return existing.find((each) => OTHER_NAMES[each]?.includes(name));
}

/** Rejects a command line whose command is unknown but has a known meaning. Commander itself suggests by spelling only. */
export function rejectOtherName(group: Command, [name = '', ...others]: readonly string[]): void {
  const meant = commandMeant(group, name);
  if (meant !== undefined)
    group.error(`error: unknown command '${name}'\n(Did you mean ${meant}?)`, { exitCode: 2 });
  const subcommand = group.commands.find((each) => each.name() === name);
  if (subcommand !== undefined && subcommand.commands.length > 0) rejectOtherName(subcommand, others);
}

/** Rejects an option that stands before the command, where Commander knows only the program's own options. Names the option that is meant. */
export function rejectEarlyOption(program: Command, [word = '', ...others]: readonly string[]): void {
  const [flag = ''] = word.split('=');
  const own = program.options.map(({ long }) => long);
  const name = others.find((each) => program.commands.some((command) => command.name() === each));
  if (!flag.startsWith('--') || own.includes(flag) || flag === '--help') return;
  const known = program.commands
    .filter((command) => name === undefined || command.name() === name)
    .flatMap(optionsOf);
  const meant = nearest(flag, known);
  if (meant === undefined) return;
  const question = meant === flag ? '' : `Did you mean ${meant}? `;
  program.error(`error: unknown option '${flag}'\n(${question}Options go after the command)`, {
    exitCode: 2,
  });
}

/** The long options of a command and of its subcommands. */
const optionsOf = (command: Command): readonly string[] => [
  ...command.options.flatMap(({ long }) => long ?? []),
  ...command.commands.flatMap(optionsOf),
];
