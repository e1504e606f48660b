import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const infra = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(infra, file), 'utf8');

/** The text of each policy of CloudFormation's role. */
export const EXECUTION_POLICIES = {
  resources: read('execution-policy/resources.json'),
  roles: read('execution-policy/roles.json'),
  upgrade: read('execution-policy/upgrade.json'),
};

export const PERMISSIONS_BOUNDARY = read('permissions-boundary.json');
