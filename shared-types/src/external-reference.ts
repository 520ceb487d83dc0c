/** o order, r refund, p payment, s shipment, c customer account. */
export type ReferenceKind = 'o' | 'r' | 'p' | 's' | 'c';

/** A document in the ERP can be replaced so often. What a ninth one can't mend, a tenth can't. */
export const LAST_GENERATION = 9;

export interface ExternalReference {
  readonly tenant: string;
  readonly kind: ReferenceKind;
  /** Of a payment the order's, of a part of one the order item's. */
  readonly shopId: number;
  /**
   * Of an account 6 base32 characters of SHA-256 of `customerSince` as the snapshot says it; of the empty text where
   * that is null. Of an order and a refund as their snapshots say it.
   */
  readonly check: string;
  /** 1: the first document; 2 …: the one that replaces it. */
  readonly generation: number;
}

const PATTERN = /^([a-z0-9]{2,8})-([orpsc])([1-9]\d{0,15})-([A-Z2-7]{6})(?:-([2-9]))?$/;

/**
 * `<tenant>-<kind><id>-<check>`, then `-2` … of a replacement; at most 35 characters of [A-Za-z0-9-]: the same for
 * every ERP and never renamed.
 */
export function formatExternalReference(
  reference: Omit<ExternalReference, 'generation'> & { readonly generation?: number },
): string {
  const { tenant, kind, shopId, check, generation = 1 } = reference;
  const text = `${tenant}-${kind}${shopId}-${check}${generation === 1 ? '' : `-${generation}`}`;
  if (!PATTERN.test(text))
    throw new RangeError(
      `"${text}" is not an external reference (<tenant>-<kind><id>-<check>[-<generation>])`,
    );
  return text;
}

/** Null: the text is not one of ours. */
export function parseExternalReference(text: string): ExternalReference | null {
  const [, tenant = '', kind = '', id = '', check = '', generation = '1'] = PATTERN.exec(text) ?? [];
  const shopId = Number(id);
  if (kind === '' || !Number.isSafeInteger(shopId)) return null;
  return { tenant, kind: kind as ReferenceKind, shopId, check, generation: Number(generation) };
}

/** A document's reference and those of all that may replace it: what is asked for where a document is looked up. */
export function withReplacements(reference: string): readonly string[] {
  const known = parseExternalReference(reference);
  if (!known) return [reference];
  return Array.from({ length: LAST_GENERATION }, (_, at) =>
    formatExternalReference({ ...known, generation: at + 1 }),
  );
}
