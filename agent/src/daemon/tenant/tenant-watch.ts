import type { Logger } from 'pino';
import type { Standstill } from '../../flow/order-flow.ts';
import type { Doorbell } from '../../store-api/doorbell-states.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { pauseAfterFailure } from './poll-schedule.ts';

/**
 * What one tenant's loops know of themselves, for the heartbeat, `counterfoil status` and the watchdog.
 *
 * `starting`: not heard from the shop yet · `running` · `failing`: the shop's last call, or a loop, failed · `stopped`:
 * another process took over; this one never goes on.
 */
export interface TenantHealth {
  readonly state: 'starting' | 'running' | 'failing' | 'stopped';
  /** UTC; null: never in this process. */
  readonly shopAnsweredAt: string | null;
  /** How far the shop's clock is ahead of ours by its last answer, milliseconds; null: none yet. */
  readonly shopAheadMs: number | null;
  /** Why the shop's last call failed; null: it did not. */
  readonly shopError: { readonly code: string; readonly hint: string; readonly since: string } | null;
  /** What a loop fails with by a defect of ours; null: nothing. */
  readonly defect: string | null;
  readonly doorbell: Doorbell['state'];
  readonly doorbellClosedBecause: string | null;
  readonly standstill: Standstill | null;
}

/** Of a tenant that could not be opened, or must not be. */
export function neverRan(why: { defect: string } | { standstill: Standstill }): TenantHealth {
  return {
    state: 'failing',
    shopAnsweredAt: null,
    shopAheadMs: null,
    shopError: null,
    defect: null,
    doorbell: 'absent',
    doorbellClosedBecause: null,
    standstill: null,
    ...why,
  };
}

export type LoopName = 'poll' | 'delivery' | 'receipts' | 'doorbell';

/** Keeps the health of one tenant and says aloud what changes in it; what stays as it is is not repeated. */
export function watchTenant(
  log: Pick<Logger, 'info' | 'warn' | 'error'>,
  surroundings: Pick<Surroundings, 'now' | 'random'>,
  onStandstill: (standstill: Standstill | null) => void,
) {
  let shopAnsweredAt: string | null = null;
  let shopError: TenantHealth['shopError'] = null;
  let standstill: Standstill | null = null;
  const failures = new Map<LoopName, number>();
  const defects = new Map<LoopName, string>();

  return {
    shopAnswered(): void {
      if (shopError) log.info({ after: shopError.code }, 'The shop answers again');
      shopError = null;
      shopAnsweredAt = surroundings.now().toISOString();
    },

    succeeded(loop: LoopName): void {
      failures.delete(loop);
      if (defects.delete(loop)) log.info({ loop }, 'This works again');
    },

    /** Milliseconds to wait before this loop tries again. */
    failed(loop: LoopName, error: unknown): number {
      const count = (failures.get(loop) ?? 0) + 1;
      failures.set(loop, count);
      const shop = error instanceof StoreError ? error : null;
      if (shop) {
        if (shopError?.code !== shop.code) {
          log.warn({ loop, err: shop, hint: shop.hint }, 'The shop refused or did not answer');
          shopError = { code: shop.code, hint: shop.hint, since: surroundings.now().toISOString() };
        }
      } else {
        if (defects.get(loop) !== String(error))
          log.error({ loop, err: error }, 'A defect; tried again after a pause');
        defects.set(loop, String(error));
      }
      return pauseAfterFailure(shop, count, surroundings.random());
    },

    standsStill(now: Standstill | null): void {
      // Said by who stops the agent.
      if (now?.because === 'stopping') return;
      const changed = now?.because !== standstill?.because || codeOf(now) !== codeOf(standstill);
      standstill = now;
      if (!changed) return;
      if (now === null) log.info('Orders go to the ERP');
      else log.warn({ standstill: now }, 'No orders go to the ERP');
      onStandstill(now);
    },

    health(bell: Doorbell, shopAheadMs: number | null): TenantHealth {
      const failing = shopError !== null || defects.size > 0;
      const working = shopAnsweredAt === null ? 'starting' : 'running';
      return {
        state: standstill?.because === 'lease_lost' ? 'stopped' : failing ? 'failing' : working,
        shopAnsweredAt,
        shopAheadMs,
        shopError,
        defect: [...defects.values()][0] ?? null,
        doorbell: bell.state,
        doorbellClosedBecause: bell.state === 'closed' ? bell.because : null,
        standstill,
      };
    },
  };
}

export type TenantWatch = ReturnType<typeof watchTenant>;

function codeOf(standstill: Standstill | null): string | null {
  return standstill?.because === 'erp_waits' ? standstill.says.code : null;
}
