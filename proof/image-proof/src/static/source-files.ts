import { existsSync, readFileSync } from 'node:fs';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { imageFolders, readImageSources } from '@agent-aws-stack/ami-hash';

/** A source file of a family's image. */
export interface SourceText {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** All files that the fingerprint of a family's image covers, including files that several families share. */
export function sourceTexts(family: ImageFamily): readonly SourceText[] {
  return readImageSources(workspaceRoot, family).map(({ path, content }) => ({
    path,
    text: Buffer.from(content).toString('utf8'),
  }));
}

export const isShell = ({ path, text }: SourceText): boolean =>
  path.endsWith('.sh') ||
  // A Jinja template is not a script yet.
  (!path.endsWith('.j2') && /^#!\/(usr\/)?bin\/(env )?(ba)?sh\b/.test(text));

export const isYaml = ({ path }: SourceText): boolean => /\.ya?ml$/.test(path);

export const isPowerShell = ({ path }: SourceText): boolean => path.endsWith('.ps1');

/** The template's folder, relative to the workspace. */
export function templateFolder(family: ImageFamily): string {
  const [folder] = imageFolders(family);
  if (folder === undefined || !existsSync(`${workspaceRoot}/${folder}`))
    throw new Error(`${family} has no template`);
  return folder;
}

/** Parses a JSON file of the workspace. @throws Error with the file's name */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(`${workspaceRoot}/${path}`, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
