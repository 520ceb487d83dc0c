import type { CodeAnswer, ConnectionAnswer } from '@counterfoil/shared-types';
import { ask, type Resource, useResource } from './use-resource.ts';

/** While a code is open, the other side may act at any moment. */
export function useConnection(): Resource<ConnectionAnswer> {
  return useResource<ConnectionAnswer>('connection', (answer) =>
    answer?.connectionState === 'connected' && answer.code === null ? 15_000 : 3_000,
  );
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

/** Whether deleting the plugin takes away what it noted, too. */
export function askToRemoveData(removesData: boolean): Promise<ConnectionAnswer> {
  return ask<ConnectionAnswer>('connection/remove-data', { removesData });
}

/** This shop is a copy and stays apart. That it moved instead, the connector proves with a fresh code. */
export function declareCopy(): Promise<ConnectionAnswer> {
  return ask<ConnectionAnswer>('connection/copy', {});
}
