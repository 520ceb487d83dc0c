import { SandboxError } from '../sandbox-error.ts';

/** `--storage legacy` on a shop without WooCommerce. */
export class StandInLacksLegacyStorage extends SandboxError {
  override name = 'StandInLacksLegacyStorage';

  constructor() {
    super(
      'The stand-in for WooCommerce keeps orders in HPOS tables only, so --storage legacy needs the real one: --wordpress DIR --woocommerce DIR, or run this once with a connection to the internet.',
    );
  }
}
