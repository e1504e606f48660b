/** Options that say which fleets, in which place, a command speaks of; as they were typed. */
export interface TypedOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly config?: string | undefined;
  readonly fleet?: readonly string[] | undefined;
  readonly parameter?: string | undefined;
  readonly endpoint?: string | undefined;
}

/** Renders a command of this program to be pasted: `deploy` → `npm run fleet -- deploy --region eu-west-1`. */
export type Paste = (command: string) => string;

const PLACE = ['region', 'profile'] as const;
const FLEETS = ['config', 'fleet', ...PLACE] as const;
const TOKEN = ['parameter', 'endpoint', ...FLEETS] as const;

/** Commands whose own options differ from those of a command that reads the configuration. */
const TAKES: Readonly<Record<string, readonly (keyof TypedOptions)[]>> = {
  bootstrap: PLACE,
  images: PLACE,
  init: PLACE,
  token: TOKEN,
};

/** Keeps of what was typed in this invocation all that the other command takes too, quoted for a shell. */
export const pasteOf =
  (typed: TypedOptions): Paste =>
  (command) => {
    const [name = ''] = command.split(' ');
    const kept = (TAKES[name] ?? FLEETS).flatMap((option) => {
      const values = [typed[option] ?? []].flat();
      return values.length === 0 ? [] : [`--${option}`, ...values.map(quote)];
    });
    return ['npm run fleet --', command, ...kept].join(' ');
  };

/** As `pasteOf`, for what concerns one fleet: it is named where others were chosen too. */
export const pasteForFleet = (typed: TypedOptions, fleet: string, chosen: number): Paste =>
  pasteOf(chosen === 1 ? typed : { ...typed, fleet: [fleet] });

const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
