import { installation } from '@agent-aws-stack/installation';

/** The options, as typed, that choose region, profile, fleets and the token's parameter, endpoint and KMS key. */
export interface TypedOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly config?: string | undefined;
  readonly fleet?: readonly string[] | undefined;
  /** Deployed stacks, named instead of fleets of the configuration. */
  readonly stack?: readonly string[] | undefined;
  readonly parameter?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly kmsKey?: string | undefined;
}

/** Renders a command of this program, or of the AWS CLI, ready to run: `deploy` → `npm run fleet -- deploy --region eu-west-1`. */
export type FullCommand = (command: string) => string;

const REGION_AND_PROFILE = ['region', 'profile'] as const;
const FLEETS = ['config', 'fleet', ...REGION_AND_PROFILE] as const;
const STACKS = ['stack', ...FLEETS] as const;
const TOKEN = ['parameter', 'endpoint', ...FLEETS] as const;
const STORED_TOKEN = ['kmsKey', ...TOKEN] as const;

/** Which of these options each command accepts; the first pattern that matches applies. */
const ACCEPTED_OPTIONS: readonly (readonly [command: RegExp, options: readonly (keyof TypedOptions)[]])[] = [
  [/^images (build|list)/, FLEETS],
  [/^(aws|bootstrap|images|init|ls) ?/, REGION_AND_PROFILE],
  [/^(brake|destroy|doctor|explain|logs|open|run|scale|status)\b/, STACKS],
  [/^rollout (pause|resume|status)\b/, STACKS],
  [/^token (put|rotate)/, STORED_TOKEN],
  [/^token /, TOKEN],
  [/^/, FLEETS],
];

/** Adds the typed options that the command accepts, quoted for a shell. Also adds the program's name, except to a command of the AWS CLI. */
export const fullCommandWith =
  (typed: TypedOptions): FullCommand =>
  (command) => {
    const [, options] = ACCEPTED_OPTIONS.find(([pattern]) => pattern.test(command)) ?? [];
    const kept = (options ?? []).flatMap((option) => {
      const values = [typed[option] ?? []].flat();
      return values.length === 0 ? [] : [`--${kebabCase(option)}`, ...values.map(quote)];
    });
    return [...(command.startsWith('aws ') ? [] : [installation.program]), command, ...kept].join(' ');
  };

/** Like `fullCommandWith`, for one of the chosen fleets: if there are several, --fleet or --stack names only this one. @param chosen - their number */
export const fullCommandForFleet = (typed: TypedOptions, fleet: string, chosen: number): FullCommand =>
  fullCommandWith(chosen === 1 ? typed : { ...typed, [typed.stack ? 'stack' : 'fleet']: [fleet] });

/** `kmsKey` → `kms-key` */
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Quotes a word for a shell if necessary. */
export const quote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
