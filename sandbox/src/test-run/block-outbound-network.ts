/**
 * Set-up file of the unit tests: whoever tries to reach anything but this machine is refused at once, so that no test
 * depends on the internet or talks to it by mistake. Everything in Node (fetch, undici, http, tls) connects through
 * net.Socket.connect, and looks names up through node:dns; both are guarded.
 */
import dns from 'node:dns';
import net from 'node:net';

const loopback = new net.BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether a host name or address is this machine. An absent host is localhost, as for net.connect. */
export function isLoopback(host: string | undefined): boolean {
  if (host === undefined || host === 'localhost' || host.endsWith('.localhost')) return true;
  const family = net.isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

class OutboundNetworkBlocked extends Error {
  constructor(host: string) {
    super(`A unit test tried to reach ${host}. Unit tests reach 127.0.0.1 only: start the other end there.`);
  }
}

type ConnectArguments = [] | [unknown, ...unknown[]];

function hostOf(given: unknown, second: unknown): string | undefined {
  // net.connect normalises its arguments into an array before it calls Socket.connect.
  const first: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' ? first.host : undefined;
  }
  return typeof first === 'number' && typeof second === 'string' ? second : undefined;
}

const connect = net.Socket.prototype.connect as (...given: ConnectArguments) => net.Socket;
function connectToLoopback(this: net.Socket, ...given: ConnectArguments): net.Socket {
  const host = hostOf(given[0], given[1]);
  if (!isLoopback(host)) {
    // As a socket error, not a throw: the caller's error path is the one that a real refusal takes.
    return this.destroy(new OutboundNetworkBlocked(host ?? '?'));
  }
  return connect.apply(this, given);
}

const lookup = dns.lookup;
function lookUpLoopback(host: string, ...rest: unknown[]): void {
  if (!isLoopback(host)) {
    const done = rest.at(-1);
    if (typeof done === 'function') {
      done(new OutboundNetworkBlocked(host));
      return;
    }
  }
  (lookup as (...given: unknown[]) => void)(host, ...rest);
}

// Run before each test file, and the files share one process: guarded once is enough.
if (connect.name !== connectToLoopback.name) {
  net.Socket.prototype.connect = connectToLoopback as typeof net.Socket.prototype.connect;
  dns.lookup = lookUpLoopback as typeof dns.lookup;
}
