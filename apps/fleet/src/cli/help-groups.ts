/** The names of commands by the heading under which the program's help lists them. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Set up:': ['init', 'bootstrap', 'token', 'images'],
  'Change fleets:': [
    'validate',
    'plan',
    'upgrade',
    'synth',
    'deploy',
    'rollout',
    'scale',
    'brake',
    'destroy',
  ],
  'Watch fleets:': ['ls', 'status', 'run', 'explain', 'logs', 'doctor', 'shell', 'open'],
};

export const OTHER_COMMANDS = 'Other commands:';

/** The heading in the help for a command. */
export function helpGroupOf(name: string): string {
  const [heading] = Object.entries(GROUPS).find(([, names]) => names.includes(name)) ?? [];
  return heading ?? OTHER_COMMANDS;
}
