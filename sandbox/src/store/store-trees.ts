/** A folder of released PHP files that an instance is laid out from. Nothing ever writes into it. */
export interface ReleaseTree {
  product: 'wordpress' | 'woocommerce';
  version: string;
  dir: string;
  /** `cache`: ours, made once, shared by hard links. `folder`: somebody's working folder, copied. */
  origin: 'folder' | 'cache';
}

/** What a store is made of. `standIn` is true where no WooCommerce could be had and the stand-in takes its place. */
export interface StoreTrees {
  wordpress: ReleaseTree;
  woocommerce: ReleaseTree;
  standIn: boolean;
}

export interface ReleaseChoice {
  /** `--wordpress DIR` and `--woocommerce DIR`. */
  wordpressDir?: string | undefined;
  woocommerceDir?: string | undefined;
  wordpressVersion?: string | undefined;
  woocommerceVersion?: string | undefined;
  /** `--stand-in`: the stand-in for WooCommerce, though the real one may be at hand. */
  standIn?: boolean | undefined;
}
