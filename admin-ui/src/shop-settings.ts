import type { Words } from '@counterfoil/shared-types';

/** What PHP prints beside the script: fixed for this page view. */
export interface ShopSettings {
  /** The catalogue in the user's language, by code. */
  readonly words: Readonly<Record<string, Words>>;
  /** BCP 47: `de-DE`. */
  readonly locale: string;
  /** IANA zone or offset of the shop, for times. */
  readonly timeZone: string;
  /** Address of the page without a view. */
  readonly pageUrl: string;
  /** Address of the login. */
  readonly loginUrl: string;
  /** Address of the list of products. */
  readonly productsUrl: string;
  readonly may: { readonly mend: boolean; readonly connect: boolean };
}

declare global {
  interface Window {
    readonly counterfoil: ShopSettings;
  }
}

export const shopSettings: ShopSettings = window.counterfoil;
