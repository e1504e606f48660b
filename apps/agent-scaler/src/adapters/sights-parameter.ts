import { createHash } from 'node:crypto';
import type { ParameterStore } from '@agent-aws-stack/aws-clients/ssm';
import {
  decodeJobSights,
  encodeJobSights,
  NO_JOBS_VALUE,
  type JobSight,
  type SavedSights,
} from '@agent-aws-stack/contract';
import type { SightStore } from '../ports.ts';

/** Keeps, in an SSM parameter, the time at which each queued job was first seen. */
export class SightsParameter implements SightStore {
  readonly #parameters: Pick<ParameterStore, 'getString' | 'putString'>;
  readonly #name: string;

  constructor(parameters: Pick<ParameterStore, 'getString' | 'putString'>, name: string) {
    this.#parameters = parameters;
    this.#name = name;
  }

  async save(sights: readonly JobSight[], now: number): Promise<void> {
    const value = sights.length === 0 ? NO_JOBS_VALUE : encodeSights(sights, now);
    await this.#parameters.putString(this.#name, value, { tier: 'Standard' });
  }

  async load(): Promise<SavedSights | undefined> {
    return decodeSights(await this.#parameters.getString(this.#name));
  }
}

export const encodeSights = (sights: readonly JobSight[], now: number): string =>
  encodeJobSights(sights, now, sha256);

export const decodeSights = (value: string): SavedSights | undefined => decodeJobSights(value, sha256);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
