import { figuresTable, markdownTable } from './figures-table.ts';
import { playScenarios } from './scenarios.ts';

const played = playScenarios();
console.log(process.argv.includes('--json') ? JSON.stringify(played) : markdownTable(figuresTable(played)));
