import { randomBytes } from 'node:crypto';

/** What the server says to a pushed piece of a log. */
export type PushVerdict = 'accepted' | 'unauthorized' | 'full' | 'too-many-lines';

/** Most lines in one push (hub: defaultMaxAppendItems in loghub2/pkg/storage/redis.go). */
const MAX_LINES = 2_000;
const TRIMMED = 'Content of the log is bigger than 16MB. Log is trimmed.';

/** One job's log: lines as the agent pushes them, each a JSON event. */
export class JobLog {
  readonly #tokens = new Set<string>();
  readonly #maxBytes: number;
  #lines: string[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** A new token; those given out before stay good until `revoke`. */
  issueToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.add(token);
    return token;
  }

  accepts(token: string): boolean {
    return this.#tokens.has(token);
  }

  /** Expires every token given out: the agent has to ask for a new one. */
  revoke(): void {
    this.#tokens.clear();
  }

  /**
   * Takes the lines as number `startFrom` and on, in place of what is there from that number on. A gap is closed up.
   * A log is full once it is above its size: the push that crosses it is accepted, the next one is not, and the log
   * says so at its end. One that starts from 0 begins the log anew, however long it was.
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
