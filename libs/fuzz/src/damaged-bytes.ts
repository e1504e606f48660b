import fc from 'fast-check';

/** Pieces that readers of text, JSON, XML and HTTP may handle wrongly. */
const ODD_PIECES = [
  ...[
    'null',
    'true',
    '[]',
    '{}',
    '{',
    '[',
    '"',
    '\\',
    '\\u0000',
    '\\ud800',
    ',',
    ':',
    '__proto__',
    'constructor',
  ],
  ...[
    '-1',
    '0',
    '0.5',
    '1e3',
    '1e999',
    '9007199254740993',
    '99999999999999999999',
    '+7',
    '0x10',
    'NaN',
    ' 7 ',
  ],
  ...['\0', '\t', '\n', '\r\n', '\r\n\r\n', '\u001b[2J', '\u00e9', '\ufeff', '\u2028', '\ud83d\ude00'],
  ...['<', '>', '&', '&#0;', '&amp;', ']]>', '<!--', '<!DOCTYPE x [<!ENTITY y "z">]>', '//', '/*', '*/', '='],
].map((text) => Buffer.from(text));

const LONGEST = 250_000;

/** One kind of change of the bytes. Three numbers say where, over what length and with what content. */
type Edit = (bytes: Buffer, at: number, length: number, choice: number) => Buffer;

const splice = (bytes: Buffer, at: number, removed: number, inserted: Uint8Array): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);

const EDITS: readonly Edit[] = [
  (bytes, at, length) => splice(bytes, at, length, Buffer.alloc(0)),
  (bytes, at, _, choice) => splice(bytes, at, 1, Buffer.of(choice % 256)),
  (bytes, at, _, choice) => splice(bytes, at, 0, Buffer.of(choice % 256)),
  (bytes, at, _, choice) => splice(bytes, at, 1, Buffer.of((bytes[at] ?? 0) ^ (1 << (choice % 8)))),
  (bytes, at, _, choice) => splice(bytes, at, 0, oddPiece(choice)),
  (bytes, at, length, choice) => splice(bytes, at, length, oddPiece(choice)),
  replaceNumber,
  // The end is missing, as after a lost connection.
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, length, choice) => repeat(bytes, at, length, choice % 8),
  // Long enough to notice a reader that takes more than linear time.
  (bytes, at, length, choice) => repeat(bytes, at, length, choice % 100 === 0 ? LONGEST : choice % 64),
];

const oddPiece = (choice: number): Buffer => ODD_PIECES[choice % ODD_PIECES.length] ?? Buffer.alloc(0);

/** Replaces the first number after the position. */
function replaceNumber(bytes: Buffer, at: number, _length: number, choice: number): Buffer {
  const start = bytes.subarray(at).findIndex((byte) => byte >= 0x30 && byte <= 0x39);
  if (start < 0) return splice(bytes, at, 0, oddPiece(choice));
  const digits = /^\d+/.exec(bytes.subarray(at + start).toString('latin1'))?.[0].length ?? 0;
  return splice(bytes, at + start, digits, oddPiece(choice));
}

function repeat(bytes: Buffer, at: number, length: number, times: number): Buffer {
  const piece = bytes.subarray(at, at + length);
  const most = Math.floor((LONGEST - bytes.length) / Math.max(1, piece.length));
  const copies = Math.max(0, Math.min(times, most));
  return splice(bytes, at, 0, Buffer.concat(Array<Buffer>(copies).fill(piece)));
}

/** Bytes of one of the samples, with up to four changes. After a failure, fast-check shrinks them to fewer changes. */
export function damagedBytes(samples: readonly string[]): fc.Arbitrary<Buffer> {
  const originals = samples.map((sample) => Buffer.from(sample));
  const edit = fc.tuple(fc.nat(EDITS.length - 1), fc.nat(0xffff), fc.nat(0xff), fc.nat(0xffff));
  return fc
    .tuple(fc.nat(originals.length - 1), fc.array(edit, { maxLength: 4 }))
    .map(([sample, edits]) =>
      edits.reduce<Buffer>(
        (bytes, [kind, at, length, choice]) =>
          EDITS[kind]?.(bytes, at % (bytes.length + 1), 1 + (length % 64), choice) ?? bytes,
        originals[sample] ?? Buffer.alloc(0),
      ),
    );
}

/** Like `damagedBytes`, decoded as readers decode it: invalid UTF-8 becomes U+FFFD. */
export const damagedText = (samples: readonly string[]): fc.Arbitrary<string> =>
  damagedBytes(samples).map((bytes) => bytes.toString('utf8'));
