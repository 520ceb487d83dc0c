import type { Dispatcher } from 'undici';
import { openHttpDispatcher } from '../http/open-dispatcher.ts';

/**
 * One connection per call. A kept one may be closed by the ERP at the very moment we write to it (Tryton's and Odoo's
 * servers close after each answer anyway), and each such write would be `unknown`: look-ups and waiting for nothing.
 */
export function openDispatcher(environment: Readonly<Record<string, string | undefined>>): Dispatcher {
  return openHttpDispatcher(environment, { pipelining: 0, connect: { timeout: 10_000 } });
}
