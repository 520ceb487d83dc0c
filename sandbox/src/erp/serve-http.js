import { createServer, } from 'node:http';
/**
 * An HTTP server on 127.0.0.1 that hands over whole requests. A request that has arrived is worked on to its end whether
 * or not its client still waits, as ERPs do. `tooLarge` answers what is above `bodyLimit` bytes.
 */
export function serveHttp(options) {
    return createServer({ keepAliveTimeout: 60_000, requestTimeout: 60_000 }, (message, response) => {
        void serveOne(message, response, options);
    });
}
/** The port it listens on; 0 asks the system for a free one. */
export async function listenLocally(server, port) {
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
            server.off('error', reject);
            resolve();
        });
    });
    return server.address().port;
}
export async function closeServer(server) {
    const closed = new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
    });
    server.closeAllConnections();
    await closed;
}
async function serveOne(message, response, options) {
    let raw;
    try {
        raw = await readAll(message, options.bodyLimit);
    }
    catch {
        // The client went away before its request was whole: nothing was received, so nothing is done.
        message.socket.destroy();
        return;
    }
    let answer;
    if (raw === 'too large') {
        answer = options.tooLarge();
    }
    else {
        answer = await options.handle({
            method: message.method ?? 'GET',
            path: message.url ?? '/',
            headers: message.headers,
            body: raw.toString('utf8'),
            raw,
        });
    }
    if (answer === 'close') {
        message.socket.destroy();
        return;
    }
    response.writeHead(answer.status, {
        ...answer.headers,
        'content-length': Buffer.byteLength(answer.body).toString(),
    });
    response.end(message.method === 'HEAD' ? undefined : answer.body);
}
/** What is too large is read to its end and dropped: a client that still sends would not see the answer. */
async function readAll(message, limit) {
    const parts = [];
    let size = 0;
    for await (const part of message) {
        size += part.length;
        if (size <= limit)
            parts.push(part);
        else
            parts.length = 0;
    }
    return size <= limit ? Buffer.concat(parts) : 'too large';
}
//# sourceMappingURL=serve-http.js.map