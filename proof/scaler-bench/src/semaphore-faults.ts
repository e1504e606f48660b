import { answerMetrics, answerWith, type SemaphoreAnswer } from '@agent-aws-stack/semaphore-api/testing';
import type { Fault } from './fault.ts';

/** A fault during which the fake Semaphore server gives this answer to each request. */
const answering = (name: string, answer: SemaphoreAnswer, more: Partial<Fault> = {}): Fault => ({
  name: `Semaphore: ${name}`,
  begin: (services) => {
    services.semaphoreFault = answer;
    return () => (services.semaphoreFault = undefined);
  },
  ...more,
});

export const SEMAPHORE_FAULTS: readonly Fault[] = [
  answering('hang', () => undefined),
  answering('drip', (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 200);
    response.on('close', () => clearInterval(timer));
  }),
  answering('reset', (response) => void response.socket?.destroy()),
  {
    name: 'Semaphore: TLS',
    unseen: true,
    begin: async (services) => {
      const restore = await services.semaphore.distrust();
      services.semaphore.resetConnections();
      return restore;
    },
  },
  {
    name: 'Semaphore: DNS',
    processFault: 'dns',
    unseen: true,
    begin: (services) => {
      // Existing connections do not need DNS, so close them.
      services.semaphore.resetConnections();
      return () => undefined;
    },
  },
  answering('302', answerWith(302, '', { location: 'https://localhost:1/' })),
  answering('401', answerWith(401)),
  answering('404', answerWith(404)),
  answering('429, Retry-After 4', answerWith(429, '', { 'retry-after': '4' }), { pauseMs: 4_000 }),
  answering('429, Retry-After 3600', answerWith(429, '', { 'retry-after': '3600' }), { pauseMs: 13_000 }),
  answering('500', answerWith(500)),
  answering('503', answerWith(503), { pauseMs: 13_000 }),
  answering('503 after 15 s', (response) => {
    setTimeout(() => response.writeHead(503).end(), 15_000).unref();
  }),
  answering('HTML', answerWith(200, '<!doctype html><title>Welcome</title>')),
  answering('half JSON', answerWith(200, '{"jobs":{"queued":9,"runn')),
  answering('text for numbers', answerMetrics({ queued: '9', running: '9' })),
  answering('negatives', answerMetrics({ queued: -9, running: 20 })),
  answering('fractions', answerMetrics({ queued: 8.5, running: 0 })),
  answering(
    'infinity',
    answerWith(200, '{"jobs":{"queued":1e999,"running":0},"agents":{"idle":0,"occupied":0}}'),
  ),
  answering('50 MB', answerWith(200, ' '.repeat(50 * 1024 * 1024)), { alone: true }),
  answering('absurd count', answerMetrics({ queued: Number.MAX_SAFE_INTEGER, running: 0 }), {
    raises: [3, 5_000],
    harmless: true,
  }),
  answering(
    'unknown job state',
    (response) =>
      response.end('{"jobs":{"queued":4,"running":3,"paused":90},"agents":{"idle":0,"occupied":3}}'),
    { harmless: true },
  ),
];
