export { logsClient } from './client.ts';
export { LogGroups, type LogGroup, type LogLine, type LogQuery } from './log-groups.ts';
