import { pathToFileURL } from 'node:url';
import type { Environment } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';
import { awsClients } from '../aws/clients.ts';
import { whoAmI } from '../aws/identity.ts';
import { configuredFleets } from '../fleets/configured-fleets.ts';
import { withIds } from '../fleets/selected-stacks.ts';
import { readContext, saveContext } from './context-files.ts';
import type { Context } from './context-values.ts';
import { isFailed, lookUpAll } from './lookup/look-up.ts';
import { lookupAccess } from './lookup/lookup-access.ts';
import { contextQueries, type Place } from './lookup/context-queries.ts';
import { configuredQualifier } from './qualifier.ts';
import { synthesisError } from './synthesis-error.ts';
import type { SynthesisRequest } from './tools.ts';

/** The module of the CDK app, apps/infra/src/synthesize.ts. */
interface App {
  readonly synthesize: (options: {
    readonly env: Environment;
    readonly context: Context;
    readonly ids: readonly string[];
    readonly outdir: string;
  }) => Promise<{ readonly warnings: readonly string[]; readonly mistakes: readonly string[] }>;
}

/**
 * Synthesizes stacks in this process, after making those lookups whose results the context files lack. Returns warnings.
 * @throws UserError, ConfigurationError, ImageSourcesError, AwsError
 */
export async function synthesize(request: SynthesisRequest): Promise<readonly string[]> {
  const { ids, folder, env } = request;
  // Loading the app takes about as long as the lookups in AWS, so do both at once.
  const loading = import(pathToFileURL(installation.app).href) as Promise<App>;
  const [app, { place, context }] = await Promise.all([loading, lookedUp(request)]);
  const { warnings, mistakes } = await app.synthesize({
    env: { ...env, CDK_DEFAULT_ACCOUNT: place.account, CDK_DEFAULT_REGION: place.region },
    ...{ context, ids, outdir: folder },
  });
  if (mistakes.length > 0) throw synthesisError(mistakes);
  return warnings;
}

/** The stacks' account and region, and the context with the result of each lookup, or the reason why the lookup failed. */
async function lookedUp({
  ids,
  env,
  context: given,
}: SynthesisRequest): Promise<{ readonly place: Place; readonly context: Context }> {
  const saved = { ...readContext(), ...Object.fromEntries(given.map(keyAndValue)) };
  const clients = awsClients(env);
  const named = env['CDK_DEPLOY_ACCOUNT'];
  const identity = named ? undefined : await whoAmI(clients);
  const region = env['CDK_DEPLOY_REGION'] || (await clients.sts.config.region());
  const place: Place = { account: named || (identity?.account ?? ''), region };

  const fleets = withIds(configuredFleets({}, env).fleets).filter(({ id }) => ids.includes(id));
  const queries = contextQueries(
    fleets.map(({ fleet }) => fleet),
    place,
  );
  const open = queries.filter(({ key }) => saved[key] === undefined);
  if (open.length === 0) return { place, context: saved };
  const access = lookupAccess(clients, {
    account: place.account,
    identity: identity ?? (await whoAmI(clients)),
    qualifier: configuredQualifier(saved),
  });
  const found = await lookUpAll(open, access);
  saveContext(Object.fromEntries(Object.entries(found).filter(([, value]) => !isFailed(value))));
  return { place, context: { ...saved, ...found } };
}

function keyAndValue(text: string): readonly [key: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
