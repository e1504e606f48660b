import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ESLint, Linter } from 'eslint';
import { plainNames } from './plain-names.mjs';

const config: Linter.Config[] = [
  {
    plugins: { workspace: { rules: { 'plain-names': plainNames } } },
    rules: { 'workspace/plain-names': 'error' },
  },
];
const complaints = (text: string, filename = 'apps/fleet/src/plan.js'): readonly string[] =>
  new Linter().verify(text, config, { filename }).map(({ message }) => message);

describe('the rule plain-names', () => {
  it.each([
    ['a function', 'export function tellStory() {}', 'tellStory: “story”'],
    ['a class', 'export class World {}', 'World: “world”'],
    ['a constant', "export const LAUNCH_AILMENTS = ['x'];", 'LAUNCH_AILMENTS: “ailments”'],
    ['a private field', 'export class Steps { #tally = 0; }', 'tally: “tally”'],
    ['a property', 'export const steps = { mishap: 1 };', 'mishap: “mishap”'],
    ['a plural in -ies', 'export const oldStories = 1;', 'oldStories: “stories”'],
  ])('refuses an invented word in %s', (_, text, problem) => {
    expect(complaints(text)).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses an invented word in the name of a file or folder', () => {
    expect(complaints('', 'apps/fleet/src/decide-fates.js')).toEqual([expect.stringContaining('“fates”')]);
    expect(complaints('', 'proof/sandbox/src/story/run.js')).toEqual([expect.stringContaining('“story”')]);
  });

  it.each([
    ['longer words', 'export const worldwide = 1, blackout = 2, storybook = 3;'],
    ['prose', "// the story of the world\nexport const text = 'a story';"],
    ['a name that AWS defines', 'export const TemplateStage = 1;'],
  ])('accepts %s', (_, text) => {
    expect(complaints(text)).toEqual([]);
  });

  it.each([
    'apps/fleet/src/main.ts',
    'apps/infra/src/app.ts',
    'libs/config/src/load/load.ts',
    'proof/sandbox/src/main.ts',
    'eslint.config.mjs',
  ])('is enforced in %s', async (path) => {
    const eslint = new ESLint({ cwd: join(import.meta.dirname, '../..') });
    const { rules } = (await eslint.calculateConfigForFile(path)) as Linter.Config;
    expect(rules?.['workspace/plain-names']).toEqual([2]);
  });
});
