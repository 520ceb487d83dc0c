<?php

/** Makes the products of `sandbox/src/store/products.ts`. Returns {key: id}, variations included. */

declare(strict_types=1);

return static function (array $args): array {
    $price = static fn(array $row): string => $args['pricesIncludeTax'] ? $row['gross'] : $row['net'];
    $setPrice = static function (WC_Product $product, array $row) use ($price): void {
        $regular = isset($row['regular']) ? $price($row['regular']) : $price($row);
        $product->set_regular_price($regular);
        if (isset($row['regular'])) {
            $product->set_sale_price($price($row));
        }
    };
    $setStock = static function (WC_Product $product, ?int $stock): void {
        $product->set_manage_stock($stock !== null);
        if ($stock !== null) {
            $product->set_stock_quantity($stock);
        }
    };
    // The file behind the downloadable product lies among the uploads, which WooCommerce approves by itself. The
    // stand-in has no downloads.
    $uploads = wp_upload_dir();
    if (!defined('WC_STAND_IN')) {
        $folder = $uploads['basedir'] . '/woocommerce_uploads';
        wp_mkdir_p($folder);
        file_put_contents("{$folder}/cookbook.txt", "Bread: flour, water, salt, time.\n");
        $approved = wc_get_container()->get(Automattic\WooCommerce\Internal\ProductDownloads\ApprovedDirectories\Register::class);
        $approved->add_approved_directory($uploads['baseurl'] . '/woocommerce_uploads/');
    }

    $ids = [];
    foreach ($args['products'] as $row) {
        $product = $row['kind'] === 'variable' ? new WC_Product_Variable() : new WC_Product_Simple();
        $product->set_name($row['name']);
        $product->set_slug($row['key']);
        $product->set_status('publish');
        $product->set_sku($row['sku'] ?? '');
        $product->set_tax_class($row['taxClass'] === 'standard' ? '' : $row['taxClass']);
        $product->set_weight($row['weightKg'] ?? '');
        $setStock($product, $row['stock']);
        $product->set_backorders($row['backorders'] ?? 'no');
        $product->set_virtual(in_array($row['kind'], ['virtual', 'downloadable'], true));
        if ($row['kind'] === 'downloadable') {
            $product->set_downloadable(true);
        }
        if ($row['kind'] === 'downloadable' && !defined('WC_STAND_IN')) {
            $file = new WC_Product_Download();
            $file->set_id(md5($row['key']));
            $file->set_name('cookbook.txt');
            $file->set_file($uploads['baseurl'] . '/woocommerce_uploads/cookbook.txt');
            $product->set_downloads([$file]);
        }
        if ($row['kind'] === 'variable') {
            $attribute = new WC_Product_Attribute();
            $attribute->set_name('Format');
            $attribute->set_options(array_column($row['variations'], 'option'));
            $attribute->set_visible(true);
            $attribute->set_variation(true);
            $product->set_attributes([$attribute]);
        } else {
            $setPrice($product, $row);
        }
        $ids[$row['key']] = $product->save();
        foreach ($row['variations'] ?? [] as $one) {
            $variation = new WC_Product_Variation();
            $variation->set_parent_id($product->get_id());
            $variation->set_attributes(['format' => $one['option']]);
            $variation->set_sku($one['sku'] ?? '');
            $variation->set_tax_class('parent');
            $setStock($variation, $one['stock']);
            $setPrice($variation, $one);
            $ids[$one['key']] = $variation->save();
        }
        if ($row['kind'] === 'variable' && !defined('WC_STAND_IN')) {
            WC_Product_Variable::sync($product->get_id());
        }
    }
    return $ids;
};
