/** Prints, as JSON, what the fleet's programs read from the line of a boot log: read-boot-line.ts <file>. Pester's cases call this. */
import { readFileSync } from 'node:fs';
import { readBootLine } from '@agent-aws-stack/contract';

console.log(JSON.stringify(readBootLine(readFileSync(process.argv[2] ?? '', 'utf8').trimEnd()) ?? null));
