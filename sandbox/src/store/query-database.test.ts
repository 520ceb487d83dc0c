import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { queryDatabase } from './query-database.ts';
import { startQueryProcess } from './query-process.ts';

const nobody = { host: '127.0.0.1', name: 'shop', user: 'shop', password: 'secret' };

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { server, port: address.port };
}

/** Nothing listens there any more. */
async function closedPort(): Promise<number> {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  return port;
}

test('a database that does not answer is an error with the statement in it, and so is the next one', async () => {
  const db = { ...nobody, port: await closedPort() };
  for (const sql of ['SELECT 1', 'SELECT 2'])
    await expect(queryDatabase(db, sql)).rejects.toThrow(new RegExp(`refused[\\s\\S]*${sql}`));
});

test('statements given at the same moment do not wait for each other', async () => {
  const silent = await listen();
  let isOver = false;
  const stuck = queryDatabase({ ...nobody, port: silent.port }, 'SELECT 1').catch(() => {
    isOver = true;
  });
  const [socket] = (await once(silent.server, 'connection')) as [Socket];
  await expect(queryDatabase({ ...nobody, port: await closedPort() }, 'SELECT 2')).rejects.toThrow(
    'SELECT 2',
  );
  expect(isOver).toBe(false);
  socket.destroy();
  await stuck;
  silent.server.close();
});

test('a process that was asked nothing for longer than PHP waits at a socket answers the next question', async () => {
  const asked = startQueryProcess({ default_socket_timeout: '1' });
  const question = { db: { ...nobody, port: await closedPort() }, sql: 'SELECT 1', params: [] };
  expect(await asked.ask(question)).toContain('refused');
  await pause(2_500); // PHP's own limit, and as long again
  expect(await asked.ask(question)).toContain('refused');
});
