export { logsClient } from './client.ts';
export { LogGroups, type LogLine, type LogQuery } from './log-groups.ts';
