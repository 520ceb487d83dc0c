import { type IncomingHttpHeaders, type Server } from 'node:http';
export type HttpRequest = {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
    body: string;
    raw: Buffer;
};
export type Answer = {
    status: number;
    headers: Record<string, string | string[]>;
    body: Buffer | string;
};
/** 'close' shuts the client's socket without a word. */
export type Handle = (request: HttpRequest) => Promise<Answer | 'close'>;
/**
 * An HTTP server on 127.0.0.1 that hands over whole requests. A request that has arrived is worked on to its end whether
 * or not its client still waits, as ERPs do. `tooLarge` answers what is above `bodyLimit` bytes.
 */
export declare function serveHttp(options: {
    bodyLimit: number;
    tooLarge: () => Answer;
    handle: Handle;
}): Server;
/** The port it listens on; 0 asks the system for a free one. */
export declare function listenLocally(server: Server, port: number): Promise<number>;
export declare function closeServer(server: Server): Promise<void>;
