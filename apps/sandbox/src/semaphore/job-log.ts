import { randomBytes } from 'node:crypto';

/** What a pushed piece of a log meets: accepted, or its token is no good, or the log is full. */
export type PushVerdict = 'accepted' | 'unauthorized' | 'full' | 'gap';

/** One job's log: lines as the agent pushes them, each a JSON event. */
export class JobLog {
  readonly #lines: string[] = [];
  readonly #tokens = new Set<string>();
  readonly #maxBytes: number;
  #bytes = 0;

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

  /** Takes the lines from number `startFrom` on; lines that came before are not taken twice. */
  push(token: string, startFrom: number, body: string): PushVerdict {
    if (!this.accepts(token)) return 'unauthorized';
    if (startFrom > this.#lines.length) return 'gap';
    const fresh = body
      .split('\n')
      .filter((line) => line !== '')
      .slice(this.#lines.length - startFrom);
    const size = fresh.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
    if (this.#bytes + size > this.#maxBytes) return 'full';
    this.#lines.push(...fresh);
    this.#bytes += size;
    return 'accepted';
  }
}
