import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  afterReading,
  afterUnannouncedEvents,
  BUSY_FOR_MS,
  CLOSED_FOR_MS,
  type Doorbell,
  hang,
  nextReadingAt,
} from './doorbell-states.ts';
import { createHostPace, type HostPace } from './host-pace.ts';
import { type OpenTransport, openHttpTransport } from './http-transport.ts';
import { readDoorbell } from './read-doorbell.ts';

describe('a reading of the doorbell', () => {
  let status: number;
  let headers: Record<string, string>;
  let content: string;
  let requests: string[];
  let transport: OpenTransport;
  let pace: HostPace;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(status, headers).end(content);
  });
  const read = () =>
    readDoorbell({
      url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/uploads/bell-x.txt`),
      agentVersion: '0.1.0',
      transport: transport.send,
      pace,
      now: () => new Date(0),
    });

  beforeEach(async () => {
    [status, headers, content, requests] = [200, {}, 'counterfoil-bell 1a2b', []];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    transport = openHttpTransport({});
    pace = createHostPace({ monotonicMs: () => 0, sleep: async () => undefined });
  });
  afterEach(async () => {
    await transport.close();
    await new Promise((resolve) => server.close(resolve));
  });

  test('with our mark is ours, and costs one GET', async () => {
    expect(await read()).toEqual({ found: 'ours', content: 'counterfoil-bell 1a2b' });
    expect(requests).toEqual(['GET /uploads/bell-x.txt']);
  });

  test.each([404, 500, 301, 206])('with status %i is not ours, and slows nothing', async (other) => {
    status = other;
    expect(await read()).toMatchObject({ found: 'not_ours', because: `HTTP ${other}` });
    expect(pace.pausedForMs()).toBe(0);
  });

  test.each([403, 406, 429, 503])(
    'with status %i is not ours and slows everything to a minute',
    async (refusal) => {
      status = refusal;
      content = '<html>';
      expect(await read()).toMatchObject({ found: 'not_ours' });
      expect(pace.pausedForMs()).toBe(60_000);
    },
  );

  test('that gives a web page instead is not ours and slows everything to a minute', async () => {
    content = '<!DOCTYPE html><title>One moment please</title>';
    expect(await read()).toMatchObject({ found: 'not_ours' });
    expect(pace.pausedForMs()).toBe(60_000);
  });

  test('without the mark is not ours', async () => {
    content = 'another plugin';
    expect(await read()).toMatchObject({ found: 'not_ours' });
  });

  test('of a web server that is down finds no answer', async () => {
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await new Promise((resolve) => server.close(resolve));
    const reading = await readDoorbell({
      url,
      agentVersion: '0.1.0',
      transport: transport.send,
      pace,
      now: () => new Date(0),
    });
    expect(reading).toEqual({ found: 'no_answer' });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
});

describe('a doorbell', () => {
  const period = (isBusy: boolean) => (isBusy ? 1000 : 2000);
  const ours = (content: string) => ({ found: 'ours', content }) as const;
  const working = (): Doorbell =>
    afterReading(hang('https://shop.example/bell', 0), ours('a'), 0, period).bell;

  test('does not ring at its first reading, rings at each new content, and is silent in between', () => {
    const first = afterReading(hang('https://shop.example/bell', 0), ours('a'), 0, period);
    const same = afterReading(first.bell, ours('a'), 2000, period);
    const other = afterReading(same.bell, ours('b'), 4000, period);
    expect([first.rang, same.rang, other.rang]).toEqual([false, false, true]);
  });

  test('is read more often from a ring on, until it was silent for five minutes', () => {
    const rung = afterReading(working(), ours('b'), 4000, period).bell;
    const busy = afterReading(rung, ours('b'), 4000 + BUSY_FOR_MS - 1, period).bell;
    const quiet = afterReading(busy, ours('b'), 4000 + BUSY_FOR_MS, period).bell;
    expect([working(), rung].map(nextReadingAt)).toEqual([2000, 5000]);
    expect(nextReadingAt(busy)).toBe(4000 + BUSY_FOR_MS - 1 + 1000);
    expect(nextReadingAt(quiet)).toBe(4000 + BUSY_FOR_MS + 2000);
  });

  test('that is not ours is closed for an hour, then read again', () => {
    const { bell, rang } = afterReading(
      working(),
      { found: 'not_ours', because: 'HTTP 404' },
      10_000,
      period,
    );
    expect(rang).toBe(false);
    expect(bell).toEqual({ state: 'closed', until: 10_000 + CLOSED_FOR_MS, because: 'HTTP 404' });
    expect(nextReadingAt(bell)).toBe(10_000 + CLOSED_FOR_MS);
    expect(afterReading(bell, ours('z'), 4_000_000, period)).toMatchObject({
      bell: { state: 'working' },
      rang: false,
    });
  });

  test('of a web server that is down is read ever more rarely, up to a minute, but stays open', () => {
    let bell = working();
    const pauses = [];
    for (let failure = 0; failure < 7; failure++) {
      bell = afterReading(bell, { found: 'no_answer' }, 0, period).bell;
      pauses.push(nextReadingAt(bell));
    }
    expect(pauses).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(bell.state).toBe('working');
  });

  test('that three times did not ring for events that were due is closed; one ring in between forgives', () => {
    let bell = afterUnannouncedEvents(afterUnannouncedEvents(working(), 0), 0);
    expect(bell.state).toBe('working');
    bell = afterReading(bell, ours('b'), 0, period).bell;
    bell = afterUnannouncedEvents(afterUnannouncedEvents(bell, 0), 0);
    expect(bell.state).toBe('working');
    expect(afterUnannouncedEvents(bell, 0).state).toBe('closed');
  });

  test('that the shop does not have is never read', () => {
    expect(nextReadingAt(hang(null, 0))).toBeNull();
  });
});
