import type { CodeAnswer, ConnectionAnswer } from '@counterfoil/shared-types';
import { ask, type Resource, useResource } from './use-resource.ts';

/** Every 3 s: while a code is open, the other side may act at any moment. */
export function useConnection(): Resource<ConnectionAnswer> {
  return useResource<ConnectionAnswer>('connection', 3_000);
}

export function makeCode(): Promise<CodeAnswer> {
  return ask<CodeAnswer>('connection/code', {});
}

export function confirmKey(keyId: string): Promise<ConnectionAnswer> {
  return ask<ConnectionAnswer>('connection/confirm', { keyId });
}

export function revokeKey(keyId: string): Promise<ConnectionAnswer> {
  return ask<ConnectionAnswer>('connection/revoke', { keyId });
}

export function answerCopy(answer: 'copy' | 'moved'): Promise<ConnectionAnswer> {
  return ask<ConnectionAnswer>('connection/copy', { answer });
}
