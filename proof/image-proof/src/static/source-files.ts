import { existsSync, readFileSync } from 'node:fs';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { imageFolders, readImageSources } from '@agent-aws-stack/ami-hash';

/** A file of a family's image, as it counts for the fingerprint. */
export interface SourceText {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** All files that make a family's image; those that several families share count for each. */
export function sourceTexts(family: ImageFamily): readonly SourceText[] {
  return readImageSources(workspaceRoot, family).map(({ path, content }) => ({
    path,
    text: Buffer.from(content).toString('utf8'),
  }));
}

export const isShell = ({ path, text }: SourceText): boolean =>
  path.endsWith('.sh') ||
  // A template of Jinja is no script yet.
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

/** A JSON file of the workspace. @throws SyntaxError, with the file's name */
export function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(`${workspaceRoot}/${path}`, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
