/** How long the steps of the image's retirement watch take, in milliseconds. */
export interface WatchPace {
  /** Between two looks at the metadata service. */
  readonly watchPollMs: number;
  /** Between two reads of the fleet's rollout. */
  readonly rolloutReadMs: number;
  /** Between the end of the grace period and a spot interruption. The agent exits in this time. */
  readonly watchLastMs: number;
  /** The longest time from a line of the agent's log until the watch acts on that line. */
  readonly watchReactionMs: number;
}
