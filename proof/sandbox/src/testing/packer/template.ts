import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import * as z from 'zod';

/**
 * The parts of a Packer template file that the fake Packer uses. hcl2json converts expressions to strings such as
 * `${var.arch}`.
 */
const part = z.object({
  variable: z.record(z.string(), z.array(z.object({ default: z.unknown().optional() }))).default({}),
  locals: z.array(z.record(z.string(), z.unknown())).default([]),
  source: z
    .object({
      'amazon-ebs': z.record(
        z.string(),
        z.tuple([
          z.object({
            ami_name: z.string(),
            launch_block_device_mappings: z.tuple([
              z.object({ device_name: z.string(), volume_size: z.union([z.number(), z.string()]) }),
            ]),
          }),
        ]),
      ),
    })
    .optional(),
});

const versionsFile = z.record(z.string(), z.unknown());

/** The image that a build would create. */
export interface BuiltImage {
  readonly name: string;
  readonly arch: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly device: string;
  readonly sizeGib: number;
}

/**
 * Evaluates the template in a folder.
 *
 * @throws Error for variables that Packer would refuse, or for an expression that this function does not support
 */
export async function readBuiltImage(
  folder: string,
  given: Readonly<Record<string, string>>,
  sourceImage: string,
): Promise<BuiltImage> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pkr.hcl'));
  const parts = await Promise.all(
    names.map(async (name) => part.parse(await parse(name, await readFile(join(folder, name), 'utf8')))),
  );
  const variables = valuesOf(Object.assign({}, ...parts.map(({ variable }) => variable)), given);
  const locals = Object.assign({}, ...parts.flatMap((each) => each.locals)) as Record<string, unknown>;
  const versions = versionsFile.parse(JSON.parse(await readFile(join(folder, 'versions.json'), 'utf8')));
  const [source] = parts.flatMap((each) => Object.values(each.source?.['amazon-ebs'] ?? {}).flat());
  if (source === undefined) throw new Error(`no amazon-ebs source in ${folder}`);
  const [device] = source.launch_block_device_mappings;

  const resolve = (expression: string): string => {
    const text = expression
      .replaceAll(/\$\{local\.(\w+)\}/g, (_, name: string) => String(locals[name]))
      .replaceAll(
        /\$\{var\.(\w+) != "" \? var\.\1 : local\.versions\.(\w+)\.version\}/g,
        (_, name: string, artifact: string) => variables[name] || versionOf(versions[artifact]),
      )
      .replaceAll(/\$\{var\.(\w+)\}/g, (_, name: string) => variables[name] ?? '')
      .replaceAll('{{ .SourceAMI }}', sourceImage);
    if (/\$\{|\{\{/.test(text)) throw new Error(`the fake Packer does not support this expression: ${text}`);
    return text;
  };
  const tags = z.record(z.string(), z.string()).parse(locals['tags']);
  return {
    name: resolve(source.ami_name),
    arch: variables['arch'] ?? '',
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, resolve(value)])),
    device: resolve(device.device_name),
    sizeGib: Number(resolve(String(device.volume_size))),
  };
}

const versionOf = (artifact: unknown): string => z.object({ version: z.string() }).parse(artifact).version;

/**
 * Merges the given values into the defaults.
 *
 * @throws Error for a given variable that the template does not declare, or a declared one without a value
 */
function valuesOf(
  declared: z.infer<typeof part>['variable'],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).find((name) => !(name in declared));
  if (unknown !== undefined) throw new Error(`Undefined -var variable: "${unknown}"`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, [{ default: initial } = { default: undefined }]]) => {
      const value = given[name] ?? initial;
      if (value === undefined) throw new Error(`Unset variable "${name}"`);
      return [name, String(value)];
    }),
  );
}
