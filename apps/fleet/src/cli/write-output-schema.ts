/** A part of `npm run docs`: generates schema/output.schema.json. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';
import { outputJsonSchema } from './output-schema.ts';

const path = 'schema/output.schema.json';
writeFileSync(join(installation.root, path), outputJsonSchema());
console.log(`wrote ${path}`);
