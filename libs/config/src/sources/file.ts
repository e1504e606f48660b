import { nearest } from '../problems/nearest.ts';
import { show } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import { isParameterKey } from '../parameters/index.ts';
import { CONFIG_FILE_VARIABLE, nearestParameter, NOT_A_PARAMETER } from './environment.ts';
import type { Located } from './json-text.ts';
import type { Setting, Source } from './source.ts';

const NOTE = 'write a note as a comment: // …';
const BELONGS_TO_FLEET = 'to be in "defaults" or in one of the "fleets", because the file has several fleets';

/** Whether a member is for people or editors only. Some tools know no comments, so `"// …": "…"` is accepted as well. */
const isNote = (key: string): boolean => key === '$schema' || key.startsWith('//');

const looksLikeParameter = (key: string): boolean => /^semaphore_/i.test(key);

const isOfAws = (key: string): boolean => /^aws_/i.test(key);

/**
 * What is wrong with an unknown member.
 * @param expected - what the object may have besides notes
 * @param meant - the known name that the key resembles
 */
function unknownMember(key: string, expected: string, meant: string | undefined) {
  // Do not show the value: a user who mistyped the name may have put the token there.
  const given = undefined;
  if (isOfAws(key)) return { given, expected: belongsToEnvironment(key), suggestion: undefined };
  if (!looksLikeParameter(key)) {
    return { given, expected: `${expected}; ${NOTE}`, suggestion: meant ?? `// ${key}` };
  }
  const pointer = meant === undefined ? ' (docs/parameters.md lists all)' : '';
  return { given, expected: `${NOT_A_PARAMETER}${pointer}`, suggestion: meant };
}

function belongsToEnvironment(awsVariable: string): string {
  const option = /region|profile/.exec(awsVariable.toLowerCase())?.[0];
  return `to be set in the environment${option === undefined ? '' : ` or by --${option}`}, not in this file`;
}

/** The content of a configuration file: one fleet, or several with shared defaults. */
export interface FleetFile {
  /** Whether it has the form `{"defaults": …, "fleets": […]}`. */
  readonly several: boolean;
  /** The sources of each fleet: its own settings, then the defaults. Undefined for an item that is not an object. */
  readonly fleets: readonly (readonly Source[] | undefined)[];
  readonly problems: readonly Problem[];
}

/** Reads the settings of a parsed file, and finds unknown, repeated and misplaced members. */
export function readFleetFile(root: Located, name: string): FleetFile {
  if (root.members === undefined) {
    return {
      several: false,
      fleets: [],
      problems: [formProblem(name, root, 'an object of parameters: {…}')],
    };
  }
  const member = (wanted: string) => root.members?.find(([key]) => key === wanted)?.[1];
  const fleets = member('fleets');
  const defaults = member('defaults');
  if (fleets === undefined && defaults === undefined) {
    const { source, problems } = readParameters(root, name, undefined);
    return { several: false, fleets: [[source]], problems };
  }
  return readSeveral(root, fleets, defaults, name);
}

function readSeveral(
  root: Located,
  fleets: Located | undefined,
  defaults: Located | undefined,
  name: string,
): FleetFile {
  const problems: Problem[] = [...misplaced(root, name)];
  const read = (from: Located, key: string, fleet: string | undefined): Source => {
    if (from.members === undefined)
      problems.push(formProblem(name, from, 'an object of parameters: {…}', key));
    const { source, problems: found } = readParameters(from, name, fleet);
    problems.push(...found);
    return source;
  };
  const common = defaults === undefined ? new Map<string, Setting>() : read(defaults, 'defaults', undefined);
  const stackName = common.get('SEMAPHORE_AGENT_STACK_NAME');
  if (stackName !== undefined) {
    problems.push({
      key: 'SEMAPHORE_AGENT_STACK_NAME',
      fleet: undefined,
      place: stackName.place,
      given: show(stackName.value),
      expected: 'a stack name in each of the fleets, not in the defaults: every fleet is a stack of its own',
      suggestion: undefined,
    });
  }
  if (fleets?.items === undefined || fleets.items.length === 0) {
    problems.push(
      formProblem(name, fleets ?? root, 'a list of at least one fleet: "fleets": [{…}, …]', 'fleets'),
    );
  }
  const each = (fleets?.items ?? []).map((item, index) => {
    const own = read(item, `fleets[${index}]`, fleetLabel(item, index));
    // An item that is not an object is reported as one problem, not as one for each required parameter.
    return item.members === undefined ? undefined : [own, common];
  });
  return { several: true, fleets: each, problems };
}

/** The label of one of several fleets: its stack name or, if it has none, its index. */
function fleetLabel(fleet: Located, index: number): string {
  const stackName = fleet.members?.find(([key]) => key === 'SEMAPHORE_AGENT_STACK_NAME')?.[1].value;
  return typeof stackName === 'string' && stackName.trim() !== '' ? stackName.trim() : `fleets[${index}]`;
}

function misplaced(root: Located, name: string): readonly Problem[] {
  const others = (root.members ?? []).filter(
    ([key]) => !['fleets', 'defaults'].includes(key) && !isNote(key),
  );
  return others.map(([key, member]) => {
    if (isParameterKey(key)) return formProblem(name, member, BELONGS_TO_FLEET, key);
    const meant = nearest(key, ['fleets', 'defaults']) ?? nearestParameter(key);
    const place = `${name}:${member.line}`;
    return { key, fleet: undefined, place, ...unknownMember(key, '"defaults" or "fleets"', meant) };
  });
}

function readParameters(from: Located, name: string, fleet: string | undefined) {
  const source = new Map<string, Setting>();
  const problems: Problem[] = [];
  for (const [key, { value, line }] of from.members ?? []) {
    const place = `${name}:${line}`;
    const complain = (expected: string) =>
      problems.push({ key, fleet, place, given: show(value), expected, suggestion: undefined });
    if (source.has(key)) complain(`to be set once; it is already set at ${source.get(key)?.place}`);
    else if (isParameterKey(key)) source.set(key, { value, place });
    else if (key === CONFIG_FILE_VARIABLE) complain('to be set in the environment only: it names this file');
    else if (!isNote(key)) {
      const meant = nearestParameter(key) ?? nearest(key, ['fleets', 'defaults']);
      problems.push({ key, fleet, place, ...unknownMember(key, 'the name of a parameter', meant) });
    }
  }
  return { source, problems };
}

function formProblem(name: string, at: Located, expected: string, key = name): Problem {
  return {
    key,
    fleet: undefined,
    place: `${name}:${at.line}`,
    given: show(at.value),
    expected,
    suggestion: undefined,
  };
}
