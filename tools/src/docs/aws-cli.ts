import type { AwsLine } from './aws-line.ts';

/** Services whose names in the CLI and in the SDK differ. */
const CLIENTS: Readonly<Record<string, string>> = {
  autoscaling: 'auto-scaling',
  events: 'eventbridge',
  logs: 'cloudwatch-logs',
};

/** Options of every command of the CLI. */
const COMMON = new Set([
  ...['--region', '--profile', '--output', '--query', '--endpoint-url', '--no-cli-pager', '--debug'],
  ...['--max-items', '--page-size', '--starting-token', '--no-paginate', '--cli-input-json'],
]);

/** Commands that only the CLI has (version 2), not the API, with their options. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  'logs tail': ['--follow', '--since', '--format', '--filter-pattern', '--log-stream-names'],
};

/** Options whose names differ from the API's members. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sns subscribe': { '--endpoint': '--notification-endpoint' },
};

/** An operation in the SDK's runtime schemas: [9, namespace, name, traits, () => input]. */
type OperationSchema = readonly [9, string, string, unknown, () => StructureSchema];
/** A structure: [3, namespace, name, traits, members, types, number of required members, which come first]. */
type StructureSchema = readonly [3, string, string, unknown, readonly string[], unknown, number?];

const isOperation = (value: unknown): value is OperationSchema =>
  Array.isArray(value) && value[0] === 9 && typeof value[4] === 'function';

/** A name of the API as the CLI spells it: AutoScalingGroupName becomes auto-scaling-group-name. */
export const kebab = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** The problem of a command line; undefined if the CLI would accept it. */
export async function problemOfAwsLine({ service, command, args }: AwsLine): Promise<string | undefined> {
  const line = `aws ${service} ${command}`;
  const options = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.split('=')[0] ?? '');
  const own = OWN[`${service} ${command}`];
  if (own !== undefined) return unknownOption(line, options, own);
  const client = await clientOf(service);
  if (client === undefined) return `aws ${service}: tools/package.json has no SDK client for this service`;
  if (command === 'wait') {
    const waiters = Object.keys(client).filter((name) => name.startsWith('waitUntil'));
    const known = waiters.some((name) => kebab(name.slice('waitUntil'.length)) === args[0]);
    return known ? undefined : `${line} ${args[0]}: no such waiter`;
  }
  const operation = Object.values(client)
    .filter(isOperation)
    .find(([, , name]) => kebab(name) === command);
  if (operation === undefined) return `${line}: no such command`;
  const [, , , , members, , required = 0] = operation[4]();
  const renamed = RENAMED[`${service} ${command}`] ?? {};
  const names = members.map((member) => `--${kebab(member)}`).map((name) => renamed[name] ?? name);
  // A text that gives a command without options only mentions the command, so no option is missing.
  const missing = options.length === 0 || args.includes('…') ? [] : names.slice(0, required);
  return (
    unknownOption(line, options, names) ??
    missing.filter((name) => !options.includes(name)).map((name) => `${line}: ${name} is missing`)[0]
  );
}

function unknownOption(
  line: string,
  options: readonly string[],
  known: readonly string[],
): string | undefined {
  const unknown = options.find(
    (option) =>
      !COMMON.has(option) && !known.includes(option) && !known.includes(option.replace('--no-', '--')),
  );
  return unknown === undefined ? undefined : `${line}: no option ${unknown}`;
}

async function clientOf(service: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return (await import(`@aws-sdk/client-${CLIENTS[service] ?? service}`)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
