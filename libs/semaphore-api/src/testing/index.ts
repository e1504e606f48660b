export { answerMetrics, answerWith } from './answers.ts';
export { SemaphoreServer, type SemaphoreAnswer } from './semaphore-server.ts';
