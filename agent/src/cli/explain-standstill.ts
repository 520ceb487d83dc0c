import type { Message } from '@counterfoil/shared-types';
import type { Standstill } from '../flow/order-flow.ts';
import type { Sayings } from './say.ts';
import { saying } from './saying.ts';

/** Why nothing goes to the ERP at the moment, in words, and whether a person has to do something. */
export function explainStandstill(
  standstill: Standstill,
  sayings: Sayings,
): { readonly text: string; readonly needsYou: boolean } {
  switch (standstill.because) {
    case 'no_lease':
      return {
        text: sayings.said(saying('stands_no_lease')),
        needsYou: false,
      };
    case 'lease_lost':
      return {
        text: sayings.said(saying('stands_lease_lost')),
        needsYou: true,
      };
    case 'shop_restored': {
      const { seen, now } = standstill;
      const says: Message = { code: 'shop_restored', values: { seen, now } };
      return {
        text: `${sayings.message(says)}. ${sayings.said(saying('stands_compare'))}`,
        needsYou: true,
      };
    }
    case 'agent_restored': {
      const { seen, now } = standstill;
      return { text: sayings.message({ code: 'agent_restored', values: { seen, now } }), needsYou: false };
    }
    case 'orders_stopped':
      return { text: sayings.said(saying('stands_orders_stopped')), needsYou: false };
    case 'not_started':
      return {
        text: sayings.said(saying('stands_not_started')),
        needsYou: true,
      };
    case 'stopping':
      return { text: sayings.said(saying('stands_stopping')), needsYou: false };
    case 'erp_changed': {
      const { tenant, before, configured } = standstill;
      const why = sayings.said(saying('erp_changed', { before, configured }));
      return { text: `${why} ${sayings.said(saying('erp_changed_out', { tenant }))}`, needsYou: true };
    }
    case 'erp_waits': {
      const { says } = standstill;
      const whatToDo = sayings.whatToDo(says);
      return { text: [sayings.message(says), whatToDo].filter(Boolean).join('. '), needsYou: true };
    }
  }
}
