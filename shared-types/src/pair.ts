import { z } from 'zod';
import { currencyCode } from './decimal.ts';
import { contract, contractVersion, counter, publicKey, tenantId, utcTime, uuid } from './identity.ts';
import { openWord } from './open-word.ts';
import { webAddress } from './web-address.ts';

/**
 * Crockford base32 without I, L, O and U: 13 characters are 65 bits. Shown as XXXXX-XXXXX-XXX; hyphens and case are
 * ignored.
 */
export const pairingCode = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{13}$/);

/** What the screens call the connector and the ERP. */
export const connectorFacts = z.object({
  /** Name of the machine, as its owner knows it: PC-OFFICE. */
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(50),
  erpKind: z.string().regex(/^[a-z0-9_]{2,30}$/),
  /** The ERP's name on screen: Odoo, Tryton. */
  erpName: z.string().min(1).max(60),
  environment: openWord('environment'),
});

/**
 * POST /counterfoil/v1/pair. Signed with the key it brings. The same code with the same key gets the same answer again.
 * It carries no count of confirmations: what its sender knows is measured when it first asks for events.
 */
export const pairRequest = z.object({
  ...contract,
  code: pairingCode,
  publicKey,
  tenant: tenantId,
  connector: connectorFacts,
});

export const shopFacts = z.object({
  name: z.string().max(255),
  url: webAddress.max(500),
  currency: currencyCode,
  priceDecimals: z.int().min(0).max(8),
  pricesIncludeTax: z.boolean(),
  /** IANA name or offset, as WordPress has it. For display only. */
  timezone: z.string().max(100),
  locale: z.string().max(20),
  storage: openWord('orderStorage'),
  wordpressVersion: z.string().max(50),
  woocommerceVersion: z.string().max(50),
  phpVersion: z.string().max(50),
  pluginVersion: z.string().max(50),
});

export const pairAnswer = z.object({
  ...contract,
  readCount: counter,
  serverTime: utcTime,
  instance: uuid,
  shop: shopFacts,
  contractVersions: z.array(contractVersion).min(1).max(10),
  state: openWord('pairingState'),
  /** Address of the doorbell file; null: the shop can't write one. */
  doorbellUrl: webAddress.max(1000).nullable(),
  cutover: utcTime.nullable(),
});

export type PairRequest = z.infer<typeof pairRequest>;
export type PairAnswer = z.infer<typeof pairAnswer>;
export type ShopFacts = z.infer<typeof shopFacts>;
export type ConnectorFacts = z.infer<typeof connectorFacts>;
