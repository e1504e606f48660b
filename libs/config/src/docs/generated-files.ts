import { fileSchema } from './file-schema.ts';
import { parametersPage } from './parameters-page.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** The files that are made from the parameters and kept in the repository. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: 'docs/parameters.md', text: parametersPage() },
    { path: 'schema/fleet.schema.json', text: `${JSON.stringify(fileSchema(), undefined, 2)}\n` },
  ];
}
