type ChecksumLine = (hash: string, name: string) => string;
const gnuLine: ChecksumLine = (hash, name) => `${hash}  ${name}`;

/** Formats of vendors' checksum lists that differ from that of sha256sum. */
const CHECKSUM_LINES: Readonly<Record<string, ChecksumLine>> = {
  // yq's checksums-bsd.
  yq: (hash, name) => `SHA256 (${name}) = ${hash}`,
  // release/create.sh of semaphoreci/toolbox.
  toolbox: (hash, name) => `${hash} ${name}`,
};

/** The format of the lines in the checksum list of an artifact. */
export const checksumLineOf = (artifact: string): ChecksumLine => CHECKSUM_LINES[artifact] ?? gnuLine;
