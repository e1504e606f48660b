import { figuresTable, markdownTable } from './figures-table.ts';
import { playScenarios } from './scenarios.ts';

console.log(markdownTable(figuresTable(playScenarios())));
