/**
 * What the shop sells and the ERP knows: one list, so that both ends agree. The SKU is the ERP's product code.
 *
 * `net` is the catalogue price without tax, `gross` with it; the shop takes the one its setting asks for. Where `gross`
 * doesn't divide (19.99 at 20 %), `net` is rounded and the shop's own split has more digits: that is meant, rounding is
 * what such shops live with.
 */
export interface SeedProduct {
  /** Stable name for tests and checkouts; also the slug in the shop. */
  key: string;
  sku: string | null;
  name: string;
  kind: 'simple' | 'variable' | 'virtual' | 'downloadable';
  net: string;
  gross: string;
  /** Price before the reduction, for a product on sale. */
  regular?: { net: string; gross: string };
  taxClass: 'standard' | 'reduced-rate';
  /** Pieces in stock; null: stock isn't managed. */
  stock: number | null;
  backorders?: 'no' | 'notify' | 'yes';
  weightKg?: string;
  variations?: readonly SeedVariation[];
}

export interface SeedVariation {
  key: string;
  sku: string | null;
  option: string;
  net: string;
  gross: string;
  /** Pieces of its own; null: the parent's stock counts (or none is managed). */
  stock: number | null;
}

export const taxPercent = { standard: '20', 'reduced-rate': '10' } as const;

// Enough for a long run of generated checkouts.
const PLENTY = 1_000_000;

export const seedProducts: readonly SeedProduct[] = [
  {
    key: 'mug',
    sku: 'CF-MUG',
    name: 'Mug',
    kind: 'simple',
    net: '10.00',
    gross: '12.00',
    taxClass: 'standard',
    stock: PLENTY,
    weightKg: '0.35',
  },
  {
    key: 'cookbook',
    sku: 'CF-BOOK',
    name: 'Cookbook',
    kind: 'simple',
    net: '20.00',
    gross: '22.00',
    taxClass: 'reduced-rate',
    stock: PLENTY,
    weightKg: '0.9',
  },
  {
    key: 'tshirt',
    sku: 'CF-TSHIRT',
    name: 'T-shirt',
    kind: 'variable',
    net: '16.66',
    gross: '19.99',
    taxClass: 'standard',
    stock: null,
    weightKg: '0.2',
    variations: [
      { key: 'tshirt-s', sku: 'CF-TSHIRT-S', option: 'Small', net: '16.66', gross: '19.99', stock: PLENTY },
      { key: 'tshirt-m', sku: 'CF-TSHIRT-M', option: 'Medium', net: '16.66', gross: '19.99', stock: PLENTY },
      { key: 'tshirt-l', sku: 'CF-TSHIRT-L', option: 'Large', net: '18.33', gross: '21.99', stock: PLENTY },
    ],
  },
  {
    key: 'poster',
    sku: 'CF-POSTER',
    name: 'Poster (the formats share one stock)',
    kind: 'variable',
    net: '8.25',
    gross: '9.90',
    taxClass: 'standard',
    stock: PLENTY,
    variations: [
      { key: 'poster-a2', sku: 'CF-POSTER-A2', option: 'A2', net: '12.42', gross: '14.90', stock: null },
      { key: 'poster-a3', sku: 'CF-POSTER-A3', option: 'A3', net: '8.25', gross: '9.90', stock: null },
    ],
  },
  {
    key: 'support',
    sku: 'CF-SUPPORT',
    name: 'One hour of support',
    kind: 'virtual',
    net: '49.17',
    gross: '59.00',
    taxClass: 'standard',
    stock: null,
  },
  {
    key: 'ebook',
    sku: 'CF-EBOOK',
    name: 'Cookbook, e-book',
    kind: 'downloadable',
    net: '8.18',
    gross: '9.00',
    taxClass: 'reduced-rate',
    stock: null,
  },
  {
    key: 'pen',
    sku: 'CF-PEN',
    name: 'Pen',
    kind: 'simple',
    net: '0.99',
    gross: '1.19',
    taxClass: 'standard',
    stock: null,
    weightKg: '0.01',
  },
  {
    key: 'gift-box',
    sku: null,
    name: 'Gift box (no SKU)',
    kind: 'simple',
    net: '3.33',
    gross: '4.00',
    taxClass: 'standard',
    stock: null,
  },
  {
    key: 'lamp',
    sku: 'CF-LAMP',
    name: 'Lamp, on sale',
    kind: 'simple',
    net: '66.67',
    gross: '80.00',
    regular: { net: '80.00', gross: '96.00' },
    taxClass: 'standard',
    stock: PLENTY,
    weightKg: '2.4',
  },
  {
    key: 'cable',
    sku: 'CF-CABLE',
    name: 'Cable (may be ordered when sold out)',
    kind: 'simple',
    net: '8.29',
    gross: '9.95',
    taxClass: 'standard',
    stock: 2,
    backorders: 'notify',
  },
  {
    key: 'last-piece',
    sku: 'CF-LAST',
    name: 'Last piece',
    kind: 'simple',
    net: '25.00',
    gross: '30.00',
    taxClass: 'standard',
    stock: 1,
  },
  {
    key: 'sample',
    sku: 'CF-SAMPLE',
    name: 'Free sample',
    kind: 'simple',
    net: '0.00',
    gross: '0.00',
    taxClass: 'standard',
    stock: PLENTY,
  },
];

/** One row for each product code that the ERP is to know; what has no SKU has no code. `price` is net. */
export interface ErpProduct {
  sku: string;
  name: string;
  price: string;
  taxPercent: string;
  stock: number | null;
}

export function listErpProducts(products: readonly SeedProduct[] = seedProducts): ErpProduct[] {
  return products.flatMap((product) => {
    const percent = taxPercent[product.taxClass];
    const sold = product.variations?.map((variation) => ({
      sku: variation.sku,
      name: `${product.name}, ${variation.option}`,
      price: variation.net,
      taxPercent: percent,
      stock: variation.stock,
    })) ?? [
      { sku: product.sku, name: product.name, price: product.net, taxPercent: percent, stock: product.stock },
    ];
    return sold.flatMap((row) => (row.sku === null ? [] : [{ ...row, sku: row.sku }]));
  });
}
