export { SemaphoreServer, type SemaphoreAnswer } from './semaphore-server.ts';
