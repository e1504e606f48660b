import { fileSchema } from './file-schema.ts';
import { parametersPage } from './parameters-page.ts';

export interface GeneratedFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** The files in the repository that are generated from the parameters. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'docs/parameters.md', text: parametersPage() },
    { path: 'schema/fleet.schema.json', text: `${JSON.stringify(fileSchema(), undefined, 2)}\n` },
  ];
}
