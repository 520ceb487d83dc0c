import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeServer, listenLocally } from '../erp/serve-http.ts';
import { sortConversations } from './erp-conversations.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';
import { replayCalls } from './replay-calls.ts';
import { createSubstitution } from './substitution.ts';

/**
 * An ERP that answers slowly, numbers what it makes as Tryton does, and refuses a reference that it has, or everything.
 */
let erp: Server;
let url: string;
let proxy: RecordingProxy;
let got: { body: string; authorization: string | undefined }[];
let atOnce: number;
let mostAtOnce: number;
let isClosed: boolean;

beforeEach(async () => {
  got = [];
  atOnce = 0;
  mostAtOnce = 0;
  isClosed = false;
  let lastId = 210_000_000;
  const references = new Set<string>();
  erp = createServer(async (request, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    const body = await text(request);
    got.push({ body, authorization: request.headers.authorization });
    await pause(20);
    const made = /^create (\S+)/.exec(body)?.[1];
    const isRefused = isClosed || (made !== undefined && references.has(made));
    if (made !== undefined && !isRefused) references.add(made);
    atOnce -= 1;
    if (isRefused) response.end('{"id": 1, "error": ["UserError"]}');
    else response.end(`{"id": 1, "result": ${made === undefined ? null : `[${++lastId}]`}}`);
  });
  url = `http://127.0.0.1:${await listenLocally(erp, 0)}`;
  proxy = await startRecordingProxy(url);
});
afterEach(async () => {
  await proxy.close();
  await closeServer(erp);
});

async function ask(body: string): Promise<string> {
  const headers = { authorization: 'Session abc', 'content-type': 'application/json' };
  return (await fetch(`${proxy.url}/erp/`, { method: 'POST', headers, body })).text();
}

async function record(orders: number): Promise<void> {
  for (let order = 1; order <= orders; order += 1) {
    const id = /\d{9}/.exec(await ask(`create shop-o${order}-ABCDEF`))?.[0];
    await ask(`confirm ${id}`);
  }
  got = [];
  mostAtOnce = 0;
}

const conversations = () => sortConversations(proxy.calls, /shop-o\d+/g);
const renamed = () => createSubstitution([['shop-', 'raw1-']]);

test('recorded calls are made again about new records, each order in its order, under the session that made them', async () => {
  await record(2);
  await replayCalls(url, conversations(), 1, renamed());
  expect(got.map(({ body }) => body)).toEqual([
    'create raw1-o1-ABCDEF',
    'confirm 210000003',
    'create raw1-o2-ABCDEF',
    'confirm 210000004',
  ]);
  expect(new Set(got.map(({ authorization }) => authorization))).toEqual(new Set(['Session abc']));
});

test('as many orders at once as are asked for, and no more', async () => {
  await record(9);
  await replayCalls(url, conversations(), 3, renamed());
  expect(mostAtOnce).toBe(3);
  expect(got).toHaveLength(18);
});

test('a refusal that names no record ends the replay as well', async () => {
  await ask('period');
  isClosed = true;
  await expect(replayCalls(url, conversations(), 1, renamed())).rejects.toThrow('period was answered 200');
});

test('an ERP that refuses what it took before ends the replay', async () => {
  await record(1);
  const same = createSubstitution([]);
  await expect(replayCalls(url, conversations(), 1, same)).rejects.toThrow('UserError');
});
