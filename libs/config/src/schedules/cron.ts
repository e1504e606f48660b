/** A cron expression, read: the values that each field allows. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  /** 1 is January. */
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly daysOfWeek: readonly number[];
  /** Whether one matching day field is enough: crontab(5) requires both only if one of them starts with `*`. */
  readonly eitherDay: boolean;
}

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, starting at `min`. */
  readonly names?: string;
}

/**
 * The fields that Auto Scaling names: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
 * Its guide calls the syntax traditional cron. Here that means crontab(5) without 7 for Sunday and without `5/15`: not every cron accepts these.
 */
const FIELDS: readonly [Field, Field, Field, Field, Field] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC' },
  { name: 'day of week', min: 0, max: 6, names: 'SUN MON TUE WED THU FRI SAT' },
];

const ITEM = /^(?:\*|(?<first>\w+)(?:-(?<last>\w+))?)(?:\/(?<step>\d+))?$/;

/** Reads a cron expression of five fields. Returns what is wrong with it as text, worded to follow "expected:". */
export function parseCron(text: string): Cron | string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `five fields separated by spaces: ${FIELDS.map(({ name }) => name).join(', ')}`;
  const values = FIELDS.map((field, index) => parseField(parts[index] ?? '', field));
  const wrong = FIELDS.find((_, index) => values[index] === undefined);
  if (wrong !== undefined)
    return `the ${wrong.name} from ${wrong.min} to ${wrong.max}${wrong.names === undefined ? '' : `, or ${wrong.names.split(' ').join(', ')}`}, as *, a value, a range a-b, a step */n or a-b/n, or a list of these`;
  const [minutes = [], hours = [], daysOfMonth = [], months = [], daysOfWeek = []] = values;
  const eitherDay = !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*');
  return { minutes, hours, daysOfMonth, months, daysOfWeek, eitherDay };
}

/** Reads a cron expression that is known to be valid. @throws RangeError if it is not */
export function readCron(text: string): Cron {
  const parsed = parseCron(text);
  if (typeof parsed === 'string') throw new RangeError(`${text}: expected ${parsed}`);
  return parsed;
}

/** Whether the expression runs on a calendar day, which is given as its midnight in UTC. */
export function runsOn({ daysOfMonth, months, daysOfWeek, eitherDay }: Cron, day: Date): boolean {
  if (!months.includes(day.getUTCMonth() + 1)) return false;
  const inMonth = daysOfMonth.includes(day.getUTCDate());
  const inWeek = daysOfWeek.includes(day.getUTCDay());
  return eitherDay ? inMonth || inWeek : inMonth && inWeek;
}

/** The values of a field in ascending order; undefined if the field is not valid. */
function parseField(text: string, field: Field): readonly number[] | undefined {
  const items = text.split(',').map((item) => parseItem(item, field));
  if (!items.every((item) => item !== undefined)) return undefined;
  return [...new Set(items.flat())].sort((a, b) => a - b);
}

function parseItem(text: string, field: Field): readonly number[] | undefined {
  const groups = ITEM.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { first, last, step } = groups;
  if (first !== undefined && last === undefined && step !== undefined) return undefined;
  const from = first === undefined ? field.min : valueOf(first, field);
  const to = first === undefined ? field.max : valueOf(last ?? first, field);
  const by = Number(step ?? 1);
  if (from === undefined || to === undefined || from > to || by < 1) return undefined;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function valueOf(text: string, { min, max, names = '' }: Field): number | undefined {
  const named = names.split(' ').indexOf(text.toUpperCase());
  const value = /^\d+$/.test(text) ? Number(text) : named < 0 ? NaN : min + named;
  return value >= min && value <= max ? value : undefined;
}
