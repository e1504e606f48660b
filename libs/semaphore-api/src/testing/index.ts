export { answerMetrics, answerWith } from './answers.ts';
export { SemaphoreServer, type SemaphoreAnswer, type ServerTls } from './semaphore-server.ts';
