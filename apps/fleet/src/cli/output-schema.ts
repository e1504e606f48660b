import * as z from 'zod';
import { OUTPUT_VERSION } from './command-output.ts';

const time = z.iso.datetime();
const count = z.int().min(0);
const text = z.string();

/** Facts that are not known are null; `unknown` has the reasons. */
const unknown = z.record(text, text).describe("The reason why a value is null, by the value's name");
const stack = z.looseObject({ status: text, createdAt: time, deployedAt: time });
const jobs = z.object({ queued: count, running: count });
const agents = z.object({ idle: count, occupied: count });
const decision = z.looseObject({ kind: z.enum(['decision', 'event']), at: time });
const templateVersion = z.object({
  version: count.describe('Of the launch template'),
  isCurrent: z.boolean().describe('Whether the group launches with this version now'),
  instances: count,
  ...{ imageIds: z.array(text), imageVersions: z.array(text), oldestLaunchedAt: time.optional() },
});
const boots = z.object({
  since: time,
  instances: count.describe('How many instances have reported their start since then, at most 100'),
  imageIds: z.array(text),
  startedBy: z.object({ 'boot-unit': count, 'user-data': count }),
  parametersBy: z.object({ 'signed-request': count, 'aws-cli': count }),
  ssmCalls: count.describe('Requests to SSM, of all these instances together'),
  steps: z.array(
    z.object({
      step: text.describe(
        "launch: from AWS's launch time to boot; then the steps of the boot; total: from the launch time to the registration; first-job: from then to the first job",
      ),
      ...{ instances: count, p50Ms: count, p95Ms: count },
    }),
  ),
});
const limits = { min: count, max: count, desired: count };
const stanza = z.object({
  stanza: text.describe('YAML for a pipeline; replace s1-... with the name of the agent type'),
  tokenParameter: text.describe('The SSM parameter with the token of the agent type'),
  agentTypesPage: text.describe("Semaphore's page that lists the agent types"),
});
const deployment = {
  failure: text.nullable().describe('null if it was deployed'),
  pipeline: stanza.optional().describe('Only after the first deployment of a fleet'),
  launchBrake: z
    .object({ released: z.boolean(), message: text })
    .optional()
    .describe('Only if the launch template has changed, and the launch brake was open or could not be read'),
  canary: z
    .object({
      outcome: z
        .enum(['well', 'failed', 'untested', 'interrupted'])
        .describe('untested: no instance could come up, or the fleet could not be watched'),
      kept: z.boolean().describe('Whether the new version stays; if not, the previous one is deployed again'),
      instance: text.nullable(),
      reason: text.nullable(),
      log: z.array(text).describe("The last lines of the instance's log, if the canary failed"),
    })
    .optional()
    .describe('Only if the deployment was tested'),
};
const rollout = z.object({
  revision: text.describe('Of the launch template that instances must have'),
  sharePercent: z.int().describe('Of the old instances, those that must have been asked to leave'),
  startedAt: time,
  endsAt: time.nullable().describe('When the share is 100 percent; null during a pause'),
  pausedAt: time.nullable(),
});
const change = z.looseObject({ kind: text, type: text });

/** The fields of one fleet in each command's output, apart from its name. */
const FLEETS = {
  validate: {},
  ls: {
    configured: z.boolean().describe('Whether the configuration has the fleet'),
    deployed: z
      .object({ status: text, deployedAt: time, group: z.object(limits).optional() })
      .nullable()
      .describe('null if the fleet is not deployed'),
  },
  status: {
    at: time,
    configured: z
      .object({ min: count, max: count })
      .describe("The group's limits in the configuration; with --stack, in the deployed template"),
    stack: stack.nullable(),
    demand: z.object({ jobs, agents }).nullable(),
    group: z
      .looseObject({
        ...{ name: text, ...limits },
        standIns: z
          .looseObject({ name: text, desired: count })
          .optional()
          .describe('The group of on-demand instances that stand in for spot instances'),
      })
      .nullable(),
    instances: z
      .array(
        z.object({
          ...{ id: text, zone: text, type: text.optional(), lifecycle: text, healthy: z.boolean() },
          market: z.enum(['on-demand', 'spot']).optional(),
          ...{ launchedAt: time.optional(), imageId: text.optional(), version: text.optional() },
          templateVersion: count.optional().describe('Of the launch template'),
          group: text.optional().describe('Only for an instance that stands in for spot instances'),
        }),
      )
      .nullable(),
    versions: z.array(templateVersion).nullable(),
    scheduledActions: z.array(z.looseObject({ name: text, when: text })).nullable(),
    activities: z.array(z.looseObject({ status: text, description: text, startedAt: time })).nullable(),
    alarms: z.array(z.looseObject({ name: text, state: text })).nullable(),
    decisions: z.array(decision).nullable(),
    boots: boots.nullable().optional().describe('Only with --boots'),
    unknown,
  },
  explain: {
    at: time,
    isDeployed: z.boolean(),
    launchBrake: text.nullable().describe('Whether the launch brake is open, in a sentence'),
    otherSuspension: text.nullable().describe('That someone else has suspended launches, in a sentence'),
    resume: z.array(text).describe('The commands that resume the launches that someone else has suspended'),
    explanation: z.looseObject({ steps: z.array(text), conclusion: text }).nullable(),
    standIns: count.describe('How many on-demand instances stand in for spot instances'),
    decisions: z.array(decision).nullable(),
    changesWithDeploy: z.boolean(),
    job: z
      .object({
        ...{ id: text, instance: text.nullable() },
        state: z
          .enum(['queued', 'started', 'left', 'unseen'])
          .describe(
            'left: no longer queued, but no agent has logged its start; unseen: nothing is known of it',
          ),
        firstSeenAt: time.nullable().describe('When the scaler first saw it queued'),
        endedAt: time.nullable().describe('When it started or, if no agent has logged that, left the queue'),
        waitedSeconds: count.nullable().describe('So far, if it is queued'),
        causes: z.array(text).describe('Why it waited, as far as the log of the scaler says'),
        notes: z.array(text).describe('What cannot be known'),
        decisions: z.array(decision).nullable().describe('What the scaler decided and logged meanwhile'),
      })
      .optional()
      .describe('Only with --job'),
    unknown,
  },
  'rollout status': { rollout: rollout.nullable(), versions: z.array(templateVersion) },
  'rollout pause': { rollout },
  'rollout resume': { rollout },
  'rollout back': deployment,
  scale: {
    ...{ group: text, before: z.object(limits), after: z.object(limits) },
    return: z
      .object({ at: time, min: count.optional(), max: count.optional() })
      .nullable()
      .describe('The limits that the group gets back, and when; null if it keeps the new ones'),
  },
  'brake release': {
    ...{ group: text, released: z.boolean().describe('False if the brake was not open') },
    openedAt: time.nullable(),
  },
  open: {
    ...{ page: z.enum(['console', 'dashboard', 'logs', 'agents']), url: text },
    opened: z.boolean().describe('Whether a browser was started'),
  },
  run: {
    step: z
      .enum(['waiting', 'queued', 'raised', 'launched', 'registered', 'started', 'logged'])
      .describe('Each step is one line of output; `waiting` occurs only if no job was queued at first'),
    at: time,
    job: text.optional().describe("The job's id; absent in the step `waiting`"),
    seconds: count.optional().describe('Since the job was first seen'),
    pipeline: stanza.optional().describe('Only in the step `waiting`'),
    ...{ desired: count.optional(), agents: count.optional(), line: text.optional() },
    ...{ instance: text.optional(), instanceType: text.optional(), zone: text.optional() },
  },
  logs: { entries: z.array(decision) },
  doctor: {
    verdict: z.enum(['ok', 'warning', 'failure']),
    findings: z.array(
      z.object({
        name: text,
        verdict: z.enum(['ok', 'warning', 'failure']),
        seen: text,
        remedy: text.optional(),
        unknown: z.boolean().optional(),
      }),
    ),
  },
  plan: {
    summary: z.array(z.unknown()),
    cost: z.looseObject({}),
    comparison: z
      .looseObject({
        ...{ isNew: z.boolean(), changes: z.array(change), dangers: z.array(text) },
        canary: z.boolean().describe('Whether deploy tests the new launch template'),
        endedScale: z
          .looseObject({ known: z.boolean() })
          .describe(
            'The `scale --for` that the deployment ends: its value, if there is one, or why it is not known',
          ),
      })
      .optional(),
  },
  deploy: deployment,
  destroy: { failure: text.nullable().describe('null if it was deleted') },
  synth: { template: text.describe('The path of the template') },
  'upgrade check': {
    status: text.optional(),
    report: z.looseObject({ replaced: z.array(change), changes: z.array(change) }).optional(),
    fault: z.object({ message: text, remedy: text.optional() }).optional(),
  },
  'images list': imageFields(),
  'images build': imageFields(),
  'function deploy': { lambda: text, function: text, codeSha256: text, updated: z.boolean() },
} as const;

/** The results that are about no fleet in particular. */
const RESULTS = {
  validate: z.object({ warnings: z.array(z.unknown()) }),
  plan: z
    .looseObject({ account: text, region: text })
    .partial()
    .describe('Where the preflight looked; empty without comparison'),
  logs: z.object({
    instance: text,
    lines: z.array(z.object({ at: time.optional(), group: text, text: text })),
  }),
  init: z.object({ file: text, backup: text.optional() }),
  bootstrap: z.object({ environment: text, policies: text, policy: text.optional() }),
  'token put': tokenResult(),
  'token rotate': tokenResult(),
  'token check': z.object({
    tokens: z.array(
      z.object({
        ...{ parameter: text, endpoint: text, fleets: z.array(text) },
        ...{ accepted: z.boolean(), detail: text, remedy: text.optional() },
      }),
    ),
  }),
  'images prune': z.object({
    dryRun: z.boolean(),
    savedGib: z.number(),
    failures: z.array(text),
    images: z.array(z.object({ id: text, name: text, action: z.enum(['keep', 'delete']), reason: text })),
  }),
} as const;

function imageFields() {
  const image = { imageName: text.optional(), imageId: text.optional() };
  return { ...image, state: text, createdAt: time.optional(), sizeGib: z.number().optional() };
}

function tokenResult() {
  return z.object({
    ...{ parameter: text, version: count, kmsKey: text, fleets: z.array(text) },
    ...{ stored: z.boolean(), account: text, region: text },
  });
}

const problem = z.looseObject({
  message: text,
  name: text.optional().describe('The kind of error'),
  key: text.optional().describe('The parameter, option or resource concerned'),
  remedy: text.optional(),
});

function envelopeOf(command: string) {
  const fields = (FLEETS as Readonly<Record<string, z.ZodRawShape>>)[command];
  const result = (RESULTS as Readonly<Record<string, z.ZodObject>>)[command];
  return z.object({
    version: z.literal(OUTPUT_VERSION),
    command: z.literal(command),
    ok: z.boolean().describe('Whether the command exits with 0'),
    fleets: fields === undefined ? z.tuple([]) : z.array(z.object({ fleet: text, ...fields })),
    problems: z.array(problem),
    ...(result && { result: result.optional() }),
  });
}

/** Commands that report nothing but problems. */
const WITHOUT_OUTPUT = ['shell'];

const LEAVES = [...Object.keys(FLEETS), ...Object.keys(RESULTS), ...WITHOUT_OUTPUT];

/**
 * The commands that have an output. `fleet` stands for a command line that names no command, and a group, such as `token`, for one that
 * names none of its subcommands. `completion` prints a script, so it has an output only if it is used wrongly.
 */
const COMMANDS = [
  ...new Set(['fleet', 'completion', ...LEAVES.flatMap((name) => [name.replace(/ .*/, ''), name])]),
];

/** The output of each command with --format json. With --watch, and for `run`, it describes each line of the output. */
export const outputSchema = z
  .discriminatedUnion('command', COMMANDS.map(envelopeOf) as [ReturnType<typeof envelopeOf>])
  .meta({ title: 'Output of agent-aws-stack with --format json' });

/**
 * The same as a JSON Schema, the text of schema/output.schema.json. It describes what Zod accepts (`io: 'input'`), which may have unknown fields,
 * so that a new field does not break a validator. A schema of what Zod returns would forbid them.
 */
export const outputJsonSchema = (): string =>
  `${JSON.stringify(z.toJSONSchema(outputSchema, { io: 'input' }), undefined, 2)}\n`;
