import { type Random, systemRandom } from '../random.ts';

/** The server's verdict on log lines that an agent pushed. */
export type PushVerdict = 'accepted' | 'unauthorized' | 'full' | 'too-many-lines';

/** The maximum number of lines in one push (defaultMaxAppendItems in loghub2/pkg/storage/redis.go). */
const MAX_LINES = 2_000;
/** The log service's message (loghub2/pkg/storage/redis.go). This server says 16MB even if its limit is another size. */
const TRIMMED = 'Content of the log is bigger than 16MB. Log is trimmed.';

/** One job's log. Each line is a JSON event, as the agent pushed it. */
export class JobLog {
  readonly #tokens = new Set<string>();
  readonly #maxBytes: number;
  readonly #random: Random;
  #lines: string[] = [];

  constructor(maxBytes: number, random = systemRandom) {
    this.#maxBytes = maxBytes;
    this.#random = random;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Issues a new token. Earlier ones stay valid until `revoke`. */
  issueToken(): string {
    const token = this.#random.hex(24);
    this.#tokens.add(token);
    return token;
  }

  accepts(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** Makes all issued tokens expire, so that the agent must request a new one. */
  revoke(): void {
    this.#tokens.clear();
  }

  /**
   * Replaces the lines from number `startFrom` (counted from 0) to the end with the given lines. If `startFrom` is beyond the
   * end, the lines are appended without a gap. The push that crosses the size limit is still accepted; later ones are
   * refused, and the last line of the log says so. A push from 0 starts the log over, even if it is full.
   */
  push(token: string, startFrom: number, body: string, now: number): PushVerdict {
    if (!this.accepts(token)) return 'unauthorized';
    const lines = body.split('\n').filter((line) => line !== '');
    if (lines.length === 0) return 'accepted';
    if (lines.length > MAX_LINES) return 'too-many-lines';
    if (startFrom > 0 && this.#bytes() > this.#maxBytes) {
      this.#noteTrimmed(now);
      return 'full';
    }
    this.#lines = [...this.#lines.slice(0, Math.max(startFrom, 0)), ...lines];
    return 'accepted';
  }

  #bytes(): number {
    return this.#lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  }

  #noteTrimmed(now: number): void {
    if (this.#lines.at(-1)?.includes(TRIMMED) === true) return;
    const timestamp = Math.floor(now / 1000);
    this.#lines.push(JSON.stringify({ timestamp, output: TRIMMED, event: 'cmd_output' }));
  }
}
