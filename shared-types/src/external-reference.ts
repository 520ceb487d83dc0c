/** o order, r refund, p payment, s shipment, c customer account. */
export type ReferenceKind = 'o' | 'r' | 'p' | 's' | 'c';

export interface ExternalReference {
  readonly tenant: string;
  readonly kind: ReferenceKind;
  readonly shopId: number;
  /** Of an account 6 base32 characters of SHA-256 of `customerSince` as the snapshot says it; of the empty text where that is null. */
  readonly check: string;
}

const PATTERN = /^([a-z0-9]{2,8})-([orpsc])([1-9]\d{0,15})-([A-Z2-7]{6})$/;

/** `<tenant>-<kind><id>-<check>`, at most 33 characters of [A-Za-z0-9-]: the same for every ERP and never renamed. */
export function formatExternalReference(reference: ExternalReference): string {
  const text = `${reference.tenant}-${reference.kind}${reference.shopId}-${reference.check}`;
  if (!PATTERN.test(text))
    throw new RangeError(`"${text}" is not an external reference (<tenant>-<kind><id>-<check>)`);
  return text;
}

/** Null: the text is not one of ours. */
export function parseExternalReference(text: string): ExternalReference | null {
  const parts = PATTERN.exec(text);
  if (!parts) return null;
  const shopId = Number(parts[3]);
  if (!Number.isSafeInteger(shopId)) return null;
  return { tenant: parts[1] ?? '', kind: parts[2] as ReferenceKind, shopId, check: parts[4] ?? '' };
}
