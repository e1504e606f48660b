export { eventsClient } from './client.ts';
export { Rules, type Rule } from './rules.ts';
