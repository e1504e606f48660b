import { stringify } from 'yaml';

/** A value as a YAML document, without the final newline. Only for dynamic import: the library is slow to load. */
export const toYaml = (value: unknown): string => stringify(value).trimEnd();
