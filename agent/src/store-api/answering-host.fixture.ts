import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ErrorCode, type EventsRequest, eventsRequest } from '@counterfoil/shared-types';
import { createHostPace, type HostPace } from './host-pace.ts';
import { openHttpTransport } from './http-transport.ts';
import { makeKeyPair } from './key-pair.ts';
import { parseStoreAddress } from './store-address.ts';
import { createStoreClient, type StoreClient } from './store-client.ts';
import { StoreError } from './store-errors.ts';

export const INSTANCE = '6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11';
export const NOW = Date.parse('2026-11-23T10:00:00.000Z');

export function sample(path: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../../shared-types/samples/${path}.json`, import.meta.url), 'utf8'),
  );
}

export const keepAndHold = eventsRequest.parse(sample('events-request/accepted/keep-and-hold'));
export const nothingKept: EventsRequest = { ...keepAndHold, kept: [], limit: 1 };
export const oneOrder = sample('events-answer/accepted/one-order-with-refund');

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (received: Received, response: ServerResponse) => void;

export const json =
  (body: unknown, status = 200): Answer =>
  (_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
      .end(JSON.stringify(body));
  };
export const page =
  (status: number, headers: Record<string, string> = {}, html = '<!DOCTYPE html><h1>Hello</h1>'): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(html);
  };
export const refusal = (code: ErrorCode | string, data: object = {}, status = 403) =>
  json({ code, message: 'Refused.', data: { status, ...data } }, status);

/** A shop's web server that gives the answers it is told, and a client that asks it. */
export interface AnsweringHost {
  /** One after the other, the last one for ever. */
  answers: Answer[];
  readonly received: readonly Received[];
  readonly server: Server;
  readonly client: StoreClient;
  readonly pace: HostPace;
  /** What the client waited, altogether. */
  sleptMs(): number;
  close(): Promise<void>;
}

export async function openAnsweringHost(): Promise<AnsweringHost> {
  const received: Received[] = [];
  let sleptMs = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    received.push(one);
    const answer = host.answers.length > 1 ? host.answers.shift() : host.answers[0];
    answer?.(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transport = openHttpTransport({});
  let uuids = 0;
  const clock = {
    now: () => new Date(NOW + sleptMs),
    monotonicMs: () => sleptMs,
    sleep: async (ms: number) => {
      sleptMs += ms;
    },
    randomUuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
  };
  const pace = createHostPace(clock);
  const client = createStoreClient({
    address: parseStoreAddress(`http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`),
    tenant: 'acme',
    instance: INSTANCE,
    key: makeKeyPair(),
    agentVersion: '0.1.0',
    transport: transport.send,
    pace,
    clock,
  });
  const host: AnsweringHost = {
    answers: [],
    received,
    server,
    client,
    pace,
    sleptMs: () => sleptMs,
    async close() {
      await transport.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return host;
}

export async function failure(call: Promise<unknown>): Promise<StoreError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`no StoreError but ${String(error)}`);
  return error;
}
