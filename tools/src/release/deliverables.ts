import { LAMBDA_NAMES } from '@agent-aws-stack/contract';

/** What a release consists of: the folders of the projects whose bundle is in `dist` and whose modules are in metafile.json. */
export const DELIVERABLES: readonly string[] = [
  ...LAMBDA_NAMES.map((name) => `apps/${name}`),
  'apps/fleet',
  'libs/constructs',
];
