import { MESSAGE_CODES, type Message, type MessageCode } from '@counterfoil/shared-types';
import type { Standstill } from '../flow/order-flow.ts';
import type { Sayings } from './say.ts';

/** Why nothing goes to the ERP at the moment, in words, and whether a person has to do something. */
export function explainStandstill(
  standstill: Standstill,
  erp: string,
  sayings: Sayings,
): { readonly text: string; readonly needsYou: boolean } {
  switch (standstill.because) {
    case 'no_lease':
      return {
        text: 'Another connector process is at work for this shop, or the shop has not answered.',
        needsYou: false,
      };
    case 'lease_lost':
      return {
        text: 'Another connector process took over; this one has stopped for this shop.',
        needsYou: true,
      };
    case 'shop_restored': {
      const { seen, now } = standstill;
      const says: Message = { code: 'shop_restored', values: { seen, now } };
      return {
        text: `${sayings.message(says)} Compare shop and ERP, then: counterfoil accept-restored-shop TENANT`,
        needsYou: true,
      };
    }
    case 'agent_restored': {
      const { seen, now } = standstill;
      return { text: sayings.message({ code: 'agent_restored', values: { seen, now } }), needsYou: false };
    }
    case 'orders_stopped':
      return { text: 'Orders were stopped by a person in wp-admin.', needsYou: false };
    case 'not_started':
      return {
        text: 'Orders do not count yet: confirm the connection in wp-admin > Counterfoil.',
        needsYou: true,
      };
    case 'stopping':
      return { text: 'The connector is stopping.', needsYou: false };
    case 'erp_waits': {
      const seconds = Math.ceil(standstill.forMs / 1000);
      const known = Object.hasOwn(MESSAGE_CODES, standstill.code);
      const values = { erp, seconds, reason: '…' };
      const text = known
        ? sayings.message({ code: standstill.code as MessageCode, values })
        : standstill.code;
      return { text, needsYou: true };
    }
  }
}
