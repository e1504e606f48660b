import { expect, it } from '@jest/globals';
import { parse } from './kind.ts';
import { projectId } from './project-id.ts';

const ID = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

it('a project id is a UUID', () => expect(parse(projectId, ID)).toEqual({ ok: true, value: ID }));

it.each([
  [ID.toUpperCase(), ID],
  ['my-project', undefined],
  ['*', undefined],
  [`${ID}/*`, undefined],
])('a project id is not %s', (given, suggestion) => {
  expect(parse(projectId, given)).toMatchObject({ ok: false, complaints: [{ suggestion }] });
});
