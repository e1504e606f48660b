import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { Ajv } from 'ajv';
import { execa } from 'execa';
import { parse } from 'yaml';
import { go, GOSS, goModuleFolder, goProgram } from '../tools/go.ts';
import { commandLimitProblems, concurrencyProblems } from './goss-limits.ts';
import { isYaml, sourceTexts } from './source-files.ts';
import { expectNone, type StaticStep } from './static-step.ts';

/** `build` tests the machine before the image is created; `live` tests an instance, as user semaphore. */
const PROFILES = ['build', 'live'];

/** Checks that Goss can read both profiles, that files match Goss's schema, and that time limits allow for slow starts. */
export function gossStep(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: Goss reads both profiles, their files match its schema, and timeouts suffice`,
    family,
    kind: 'test',
    needs: [go],
    async run(progress) {
      const goss = await goProgram(GOSS, progress);
      const problems: string[] = [];
      const variables = variablesOf(family);
      for (const profile of PROFILES) {
        problems.push(...(await render(goss, `images/goss/${family}/${profile}.yaml`, variables)));
      }
      problems.push(...(await schemaProblems(family)));
      for (const { path, text } of gossFiles(family))
        problems.push(...commandLimitProblems(path, parse(text)));
      problems.push(...concurrencyProblems(sourceTexts(family)));
      expectNone(problems);
    },
  };
}

type Variables = Readonly<Record<string, string>>;

/** The variables in a family's files, each with an arbitrary value. */
function variablesOf(family: ImageFamily): Variables {
  const texts = gossFiles(family).map(({ text }) => text);
  const names = texts.flatMap((text) => [...text.matchAll(/\.Vars\.(\w+)/g)].map(([, name = '']) => name));
  return Object.fromEntries(names.map((name) => [name, '1']));
}

const gossFiles = (family: ImageFamily) =>
  sourceTexts(family).filter((file) => file.path.startsWith('images/goss/') && isYaml(file));

async function render(goss: string, path: string, variables: Variables): Promise<readonly string[]> {
  if (!existsSync(join(workspaceRoot, path))) return [`${path} does not exist`];
  const { exitCode, stderr } = await execa(
    goss,
    ['--vars-inline', JSON.stringify(variables), '--gossfile', path, 'render'],
    {
      cwd: workspaceRoot,
      env: { GOSS_USE_ALPHA: '1' },
      reject: false,
    },
  );
  // If a key is in two files of a profile, Goss uses only one of them.
  return exitCode !== 0 || stderr.includes('Duplicate key')
    ? [`${path}: ${stderr || `exit code ${exitCode}`}`]
    : [];
}

async function schemaProblems(family: ImageFamily): Promise<readonly string[]> {
  const schema: unknown = parse(await readFile(join(await goModuleFolder(GOSS), 'docs/schema.yaml'), 'utf8'));
  if (typeof schema !== 'object' || schema === null || !('properties' in schema))
    throw new Error("Goss's sources have no schema");
  const validate = new Ajv({ strict: false, allErrors: true }).compile({
    ...schema,
    additionalProperties: false,
  });
  // The schema is for rendered files, so files with template code are left out.
  return gossFiles(family)
    .filter(({ text }) => !text.includes('{{'))
    .flatMap(({ path, text }) => {
      validate(parse(text));
      // The schema requires attributes that Goss itself does not require, so their absence is not reported.
      return (validate.errors ?? [])
        .filter(({ keyword }) => keyword !== 'required')
        .map(
          ({ instancePath, message, params }) =>
            `${path}: ${instancePath || 'it'} ${message} ${JSON.stringify(params)}`,
        );
    });
}
