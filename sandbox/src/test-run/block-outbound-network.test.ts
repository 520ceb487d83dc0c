import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { fetch as undiciFetch } from 'undici';
import { expect, test } from 'vitest';

test('a request to another machine is refused before it leaves, by name and by address', async () => {
  for (const address of ['http://example.org/', 'http://192.0.2.1/', 'https://[2001:db8::1]/']) {
    await expect(fetch(address)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('A unit test tried to reach') },
    });
    await expect(undiciFetch(address)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('A unit test tried to reach') },
    });
  }
});

test('a raw socket to another machine is refused', async () => {
  const refused = await new Promise<Error>((resolve, reject) => {
    const socket = connect(9, '192.0.2.1');
    socket.once('error', resolve);
    socket.once('connect', () => reject(new Error('connected')));
  });
  expect(refused.message).toContain('192.0.2.1');
});

test('a request to this machine goes through', async () => {
  const server = createServer((_, answer) => answer.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe('here');
    expect(await (await undiciFetch(`http://127.0.0.1:${port}/`)).text()).toBe('here');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
