/** A command as a user types it. */
export interface MeasuredCommand {
  readonly typed: string;
  readonly from: 'package' | 'checkout' | 'JavaScript stack';
  /** The longest acceptable time, in seconds, with cached lookups and without the time that AWS takes to answer. @default - no goal, only measured */
  readonly goal?: number;
}

const PROGRAM = { package: 'agent-aws-stack', checkout: 'npm run -s fleet --' };

/** The commands that a user types from an edit of the configuration to its deployment. */
export const COMMANDS: readonly MeasuredCommand[] = [
  { typed: `${PROGRAM.package} --help`, from: 'package', goal: 0.4 },
  { typed: `${PROGRAM.package} validate`, from: 'package', goal: 0.4 },
  { typed: `${PROGRAM.package} synth`, from: 'package', goal: 1.5 },
  { typed: `${PROGRAM.package} plan`, from: 'package', goal: 1.5 },
  { typed: `${PROGRAM.package} deploy`, from: 'package', goal: 3 },
  { typed: `${PROGRAM.checkout} --help`, from: 'checkout', goal: 0.5 },
  { typed: `${PROGRAM.checkout} validate`, from: 'checkout', goal: 0.5 },
  { typed: 'npm run -s synth -- -q', from: 'checkout', goal: 3 },
  { typed: 'nx run infra:synth -q', from: 'checkout', goal: 3 },
  { typed: `${PROGRAM.checkout} plan`, from: 'checkout' },
  { typed: `${PROGRAM.checkout} deploy`, from: 'checkout' },
];

/** The JavaScript stack's own synthesis. */
export const OLD_COMMAND: MeasuredCommand = { typed: 'npx cdk synth -q', from: 'JavaScript stack' };
