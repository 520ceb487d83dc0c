import { z } from 'zod';

/**
 * Money and quantities travel as decimal text, never as a JSON number: `"119.99"`, `"-12"`, `"0.333333"`.
 * Up to 8 decimals (WooCommerce keeps decimal(26,8)), no exponent, no plus sign, no thousands separator.
 */
export const decimalText = z.string().regex(/^-?(0|[1-9]\d{0,17})(\.\d{1,8})?$/);

/** A quantity or rate that can't be below zero. */
export const positiveDecimalText = z.string().regex(/^(0|[1-9]\d{0,17})(\.\d{1,8})?$/);

/** ISO 4217 code in capitals. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);
