import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/ami-hash';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import { parse } from 'yaml';
import { workspaceRoot } from '../../workspace.ts';
import { go, GOSS, goModuleFolder, goProgram } from '../tools/go.ts';
import { isYaml, sourceTexts } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

/** build: before the image is made; live: on an instance, as user semaphore. */
const PROFILES = ['build', 'live'];

/** Goss itself reads both profiles, and each file is of the schema that its release brings. */
export function gossStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: Goss reads both profiles, and their files are of its schema`,
    family,
    kind: 'lint',
    needs: [go],
    async run(progress) {
      const goss = await goProgram(GOSS, progress);
      const problems: string[] = [];
      for (const profile of PROFILES)
        problems.push(...(await render(goss, `images/goss/${family}/${profile}.yaml`)));
      problems.push(...(await schemaProblems(family)));
      expectNone(problems);
    },
  };
}

async function render(goss: string, path: string): Promise<readonly string[]> {
  if (!existsSync(join(workspaceRoot, path))) return [`${path} does not exist`];
  const { exitCode, stderr } = await execa(goss, ['--gossfile', path, 'render'], {
    cwd: workspaceRoot,
    env: { GOSS_USE_ALPHA: '1' },
    reject: false,
  });
  // What stands in two files of a profile counts but once, which nobody means.
  return exitCode !== 0 || stderr.includes('Duplicate key')
    ? [`${path}: ${stderr || `exit code ${exitCode}`}`]
    : [];
}

async function schemaProblems(family: ImageFamily): Promise<readonly string[]> {
  const schema: unknown = parse(await readFile(join(await goModuleFolder(GOSS), 'docs/schema.yaml'), 'utf8'));
  if (typeof schema !== 'object' || schema === null || !('properties' in schema))
    throw new Error('Goss has no schema');
  const validate = new Ajv({ strict: false, allErrors: true }).compile({
    ...schema,
    additionalProperties: false,
  });
  const files = sourceTexts(family).filter((file) => file.path.startsWith('images/goss/') && isYaml(file));
  // Templates are no YAML before Goss has filled them in.
  return files
    .filter(({ text }) => !text.includes('{{'))
    .flatMap(({ path, text }) =>
      validate(parse(text))
        ? []
        : (validate.errors ?? []).map(
            ({ instancePath, message, params }) =>
              `${path}: ${instancePath || 'it'} ${message} ${JSON.stringify(params)}`,
          ),
    );
}
