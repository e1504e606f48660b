import { describe, expect, it } from '@jest/globals';
import { importsOf, SOURCES } from './testing/imports.ts';

/** Folders of src, lowest first: each may import itself and those before it. */
const ROOMS = [
  ...['cli', 'aws', 'fleets', 'cdk', 'observe', 'render', 'planning', 'preflight'],
  ...['commands', 'main.ts'],
];

const roomOf = (path: string): string => path.split('/')[0] ?? '';
/** `deploy` for commands/deploy/command.ts; undefined for a path outside a command's folder. */
const commandOf = (path: string): string | undefined => /^commands\/([^/]+)\//.exec(path)?.[1];

const imports = SOURCES.flatMap((from) =>
  importsOf(from, { types: true }).map((to): readonly [from: string, to: string] => [from, to]),
);

describe('imports', () => {
  it('include static and dynamic ones', () => {
    expect(imports).toContainEqual(['commands/deploy/command.ts', 'commands/deploy/deploy.ts']);
    expect(imports).toContainEqual(['commands/deploy/command.ts', 'cdk/tools.ts']);
    expect(imports).toContainEqual(['main.ts', 'commands/index.ts']);
  });

  it('point from a folder to itself or to a lower one', () => {
    expect(SOURCES.filter((path) => !ROOMS.includes(roomOf(path)))).toEqual([]);
    const upward = imports.filter(([from, to]) => ROOMS.indexOf(roomOf(to)) > ROOMS.indexOf(roomOf(from)));
    expect(upward).toEqual([]);
  });

  it("never point from one command's folder to another's", () => {
    const crossing = imports.filter(([from, to]) => {
      const [one, other] = [commandOf(from), commandOf(to)];
      return one !== undefined && other !== undefined && one !== other;
    });
    expect(crossing).toEqual([]);
  });
});
