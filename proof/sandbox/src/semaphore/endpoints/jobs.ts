import { tokenOf } from '../authorization.ts';
import { type Endpoint, authorizeAgent } from '../context.ts';
import { SemaphoreApiError, malformedAuthorization } from '../errors.ts';
import { jobRequest } from '../job-request.ts';

const INTEGER = /^[+-]?\d+$/;

/** An agent fetches the job that is assigned to it. */
export const fetchJob: Endpoint = (context, request) => {
  const job = context.organization.startJob(authorizeAgent(context, request), request.id, request.now);
  const log = context.logs.open(request.id);
  const logToken = log.issueToken();
  context.secrets.push({ name: `a log token of job ${request.id}`, value: logToken });
  return {
    status: 200,
    body: jobRequest(job, {
      baseUrl: context.baseUrl(),
      logToken,
      maxLogBytes: context.logs.maxBytes,
    }),
  };
};

/** An agent pushes log lines, numbered from `start_from`. */
export const pushLog: Endpoint = ({ logs }, { authorization, query, body, id, now }) => {
  const log = logs.find(id);
  const token = tokenOf(authorization, 'Bearer');
  // A token is valid for one job's log only. A job that no agent has fetched has no tokens.
  if (log === undefined || !log.accepts(token)) throw malformedAuthorization();
  const startFrom = query.get('start_from') ?? '';
  if (startFrom === '') throw new SemaphoreApiError(400, 'missing start_from');
  if (!INTEGER.test(startFrom)) throw new SemaphoreApiError(400, 'bad start_from');
  switch (log.push(token, Number(startFrom), body, now)) {
    case 'accepted':
      return { status: 200, body: '' };
    case 'unauthorized':
      throw malformedAuthorization();
    case 'full':
      throw new SemaphoreApiError(422, 'No more space');
    case 'too-many-lines':
      throw new SemaphoreApiError(413, 'Too many log events');
  }
};
