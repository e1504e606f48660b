import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ignoreNodeModules } from './ignore-node-modules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gitignore-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const gitignore = () => join(folder, '.gitignore');

it('creates a .gitignore with node_modules', () => {
  ignoreNodeModules(folder);
  expect(readFileSync(gitignore(), 'utf8')).toBe('node_modules/\n');
});

it("does not change the user's .gitignore", () => {
  writeFileSync(gitignore(), '*.log\n');
  ignoreNodeModules(folder);
  expect(readFileSync(gitignore(), 'utf8')).toBe('*.log\n');
});
