/** The tag of the Auto Scaling group in which the scaler keeps the state of the launch brake. The group has it only while the brake is not closed. */
export const LAUNCH_BRAKE_TAG = 'semaphore:launch-brake';

/** The Auto Scaling process that the brake suspends. */
export const LAUNCH_PROCESS = 'Launch';

/** The brake's state in the tag; it is closed if the group has no tag. Times are milliseconds since the epoch, to the second. */
export type LaunchBrake =
  /** Instances have ended although no agent has registered since their launch. Launches go on. */
  | { readonly kind: 'watching'; readonly since: number }
  | {
      /** `open`: launches are suspended. `probing`: they are not, until the group has launched once. */
      readonly kind: 'open' | 'probing';
      /** When the brake opened. */
      readonly since: number;
      /** How many probes have begun. */
      readonly probes: number;
      /** When the last probe began. @default - there was none */
      readonly probedAt: number | undefined;
      /** How many agents Semaphore counted when the brake opened, or when the last probe began. @default - unknown */
      readonly agents?: number | undefined;
      /** Whether the scaler itself could not reach Semaphore, or was refused by it. */
      readonly withoutSemaphore: boolean;
    };

/** As AWS allows in a tag's value: letters, digits, spaces and `_.:/=+-@`. */
const TIME = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`;
const WATCHING = new RegExp(`^agent-scaler watches launches since ${TIME}$`);
const OPEN = new RegExp(
  `^(open|probing) since ${TIME} by agent-scaler - probes=(\\d{1,6})(?: probed=${TIME})?(?: agents=(\\d{1,6}))?( without-semaphore)?$`,
);

export function launchBrakeValue(brake: LaunchBrake): string {
  if (brake.kind === 'watching') return `agent-scaler watches launches since ${second(brake.since)}`;
  const { kind, since, probes, probedAt, agents, withoutSemaphore } = brake;
  return [
    `${kind} since ${second(since)} by agent-scaler - probes=${probes}`,
    ...(probedAt === undefined ? [] : [`probed=${second(probedAt)}`]),
    ...(agents === undefined ? [] : [`agents=${agents}`]),
    ...(withoutSemaphore ? ['without-semaphore'] : []),
  ].join(' ');
}

/** Reads the tag's value. Undefined if the scaler has not written it. */
export function readLaunchBrake(value: string): LaunchBrake | undefined {
  const watching = WATCHING.exec(value)?.[1];
  if (watching !== undefined) return ifDated({ kind: 'watching', since: Date.parse(watching) });
  const [, kind, since = '', probes, probed, agents, withoutSemaphore] = OPEN.exec(value) ?? [];
  if (kind === undefined) return undefined;
  return ifDated({
    kind: kind as 'open' | 'probing',
    since: Date.parse(since),
    probes: Number(probes),
    probedAt: probed === undefined ? undefined : Date.parse(probed),
    agents: agents === undefined ? undefined : Number(agents),
    withoutSemaphore: withoutSemaphore !== undefined,
  });
}

/** The state, or undefined if one of its times does not exist, such as 31:00:00. */
function ifDated(brake: LaunchBrake): LaunchBrake | undefined {
  const times = brake.kind === 'watching' ? [brake.since] : [brake.since, brake.probedAt ?? 0];
  return times.some(Number.isNaN) ? undefined : brake;
}

const second = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
