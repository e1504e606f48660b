import type { Template } from '../../observe/template.ts';

/** A change for which the fleet's users may have to do something before they deploy. */
export interface Decision {
  readonly topic: string;
  readonly change: string;
  /** How to keep the old behaviour, or what to do. */
  readonly remedy: string;
}

export interface Upgrade {
  readonly deployed: Template;
  readonly wanted: Template;
  /** SEMAPHORE_AGENT_TOKEN_KMS_KEY */
  readonly kmsKey: string | undefined;
  /** Name of the image that is looked up; undefined if the configuration names an image by id. */
  readonly imageName: string | undefined;
}

/** Gives the decision about one kind of change; undefined if there is nothing to decide. */
export type Rule = (upgrade: Upgrade) => Decision | undefined;
