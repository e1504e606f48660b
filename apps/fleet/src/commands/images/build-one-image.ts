import type { ImageFamily } from '@agent-aws-stack/contract';
import { Option } from 'commander';
import type { FleetOptions } from '../../cli/common-options.ts';
import { UsageError } from '../../cli/errors.ts';
import type { Shell } from '../../cli/shell.ts';
import type { RunBuilder } from './run-builder.ts';

/** Options of the image builder for one image, which are passed on to it unchanged. */
export const ONE_IMAGE_OPTIONS: readonly Option[] = [
  new Option('--os <os>', 'with a family: operating system, such as ubuntu-noble or windows-2022'),
  new Option('--arch <arch>', 'with a family: x86_64 or arm64'),
  new Option('--force', 'with a family: replace an image of the same name'),
  new Option(
    '--debug',
    'with a family: if the build fails, keep its instance and print how to connect to it',
  ),
  new Option(
    '--dry-run',
    "with a family: print the image's name and the plan; needs neither credentials nor Packer",
  ),
  new Option('--output <file>', 'with a family: file for the result, as JSON'),
];

export type OneImageOptions = FleetOptions & Readonly<Record<string, unknown>>;

/** Builds one image, whether or not a fleet needs it. @throws UserError when the builder fails */
export function buildOneImage(
  family: ImageFamily,
  options: OneImageOptions,
  shell: Shell,
  runBuilder: RunBuilder,
): Promise<void> {
  const { config, fleet, region } = options;
  const args = [
    family,
    ...(region === undefined ? [] : ['--region', region]),
    ...(config === undefined ? [] : ['--config', config]),
    ...(fleet === undefined ? [] : ['--fleet', ...fleet]),
    ...given(options).flatMap(([flag, value]) => (value === true ? [flag] : [flag, String(value)])),
  ];
  return runBuilder(args, shell.env, true);
}

/** Refuses options that apply to one image only; called if no family is named. @throws UsageError */
export function refuseWithoutFamily(options: OneImageOptions): void {
  const [first] = given(options);
  if (first === undefined) return;
  throw new UsageError(first[0], 'applies to one image', 'Name its family: images build linux');
}

const given = (options: OneImageOptions): readonly (readonly [flag: string, value: unknown])[] =>
  ONE_IMAGE_OPTIONS.flatMap((option) => {
    const value = options[option.attributeName()];
    return value === undefined ? [] : [[option.long ?? '', value] as const];
  });
