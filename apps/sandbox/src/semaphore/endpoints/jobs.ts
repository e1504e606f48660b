import * as z from 'zod';
import { tokenOf } from '../authorization.ts';
import { type Endpoint, authorizeAgent } from '../context.ts';
import { SemaphoreApiError, unknownPath } from '../errors.ts';
import { jobRequest } from '../job-request.ts';

const lineNumberSchema = z.coerce.number().int().min(0);

/** The agent fetches the job that it was told to run. */
export const fetchJob: Endpoint = (context, request) => {
  const job = context.organization.startJob(authorizeAgent(context, request), request.id, request.now);
  const log = context.logs.open(request.id);
  return {
    status: 200,
    body: jobRequest(job, {
      baseUrl: context.baseUrl(),
      logToken: log.issueToken(),
      callbackToken: log.issueToken(),
      maxLogBytes: context.logs.maxBytes,
    }),
  };
};

/** The agent pushes log lines, numbered from `start_from`. */
export const pushLog: Endpoint = ({ logs }, { authorization, query, body, id }) => {
  const token = tokenOf(authorization, 'Bearer');
  const startFrom = lineNumberSchema.safeParse(query.get('start_from') ?? 0);
  if (!startFrom.success) throw new SemaphoreApiError(400, 'start_from is not a line number');
  const verdict = logs.find(id)?.push(token, startFrom.data, body);
  switch (verdict) {
    case 'accepted':
      return { status: 200 };
    case 'unauthorized':
      throw new SemaphoreApiError(401, 'the log token is not valid');
    case 'full':
      throw new SemaphoreApiError(422, 'the log has reached its size limit');
    case 'gap':
      throw new SemaphoreApiError(400, 'start_from is after the last line');
    case undefined:
      throw unknownPath();
  }
};

/** What an agent without a pushed log reports at the end of a job. */
export const callback =
  (name: 'finished' | 'teardown_finished'): Endpoint =>
  ({ logs }, { authorization, id }) => {
    if (logs.find(id)?.accepts(tokenOf(authorization, 'Bearer')) !== true) {
      throw new SemaphoreApiError(401, 'the callback token is not valid');
    }
    logs.callbacks.push({ jobId: id, name });
    return { status: 200 };
  };
