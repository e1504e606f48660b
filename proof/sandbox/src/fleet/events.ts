/** An event in the simulated fleet. `at` is milliseconds since the epoch. */
export type FleetEvent = { readonly at: number; readonly groupName: string } & (
  | { readonly type: 'group-found' | 'group-removed' }
  | { readonly type: 'group-changed'; readonly min: number; readonly max: number; readonly desired: number }
  | { readonly type: 'desired-changed'; readonly from: number; readonly to: number; readonly by: string }
  | { readonly type: 'launch-failed'; readonly instanceId: string; readonly reason: string }
  | { readonly type: InstanceEventType; readonly instanceId: string; readonly detail: string }
);

export type InstanceEventType =
  | 'launching'
  | 'in-service'
  | 'boot-failed'
  | 'agent-registered'
  | 'job-started'
  | 'job-finished'
  | 'agent-ended'
  | 'shutdown-hook-failed'
  | 'interrupted'
  | 'terminating'
  | 'terminated';

export class EventLog {
  readonly #events: FleetEvent[] = [];

  get events(): readonly FleetEvent[] {
    return this.#events;
  }

  publish(event: FleetEvent): void {
    this.#events.push(event);
  }
}
