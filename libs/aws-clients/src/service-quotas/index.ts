export { serviceQuotasClient } from './client.ts';
