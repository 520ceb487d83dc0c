<?php

/**
 * Settings, taxes, shipping, payments, coupons, pages and customers of the sandbox's shop. Runs once, in the template.
 */

declare(strict_types=1);

return static function (array $args): array {
    // What WooCommerce otherwise does at the first visit of wp-admin, days later for all a test knows: it switches HPOS
    // on, for one. The stand-in for WooCommerce puts nothing off.
    defined('WC_STAND_IN') || WC_Install::newly_installed();
    delete_transient('_wc_activation_redirect');

    $options = [
        'woocommerce_custom_orders_table_enabled' => $args['storage'] === 'hpos' ? 'yes' : 'no',
        'woocommerce_custom_orders_table_data_sync_enabled' => 'no',
        'woocommerce_coming_soon' => 'no',
        'woocommerce_store_pages_only' => 'no',
        'woocommerce_onboarding_profile' => ['skipped' => true, 'completed' => true],
        'woocommerce_task_list_hidden' => 'yes',
        'woocommerce_allow_tracking' => 'no',
        'woocommerce_show_marketplace_suggestions' => 'no',
        'woocommerce_store_address' => '1 rue du Sac de Sable',
        'woocommerce_store_city' => 'Paris',
        'woocommerce_store_postcode' => '75011',
        'woocommerce_default_country' => 'FR',
        'woocommerce_allowed_countries' => 'all',
        'woocommerce_currency' => $args['currency'],
        'woocommerce_price_num_decimals' => $args['decimals'],
        'woocommerce_calc_taxes' => 'yes',
        'woocommerce_prices_include_tax' => $args['pricesIncludeTax'] ? 'yes' : 'no',
        'woocommerce_tax_display_shop' => $args['pricesIncludeTax'] ? 'incl' : 'excl',
        'woocommerce_tax_display_cart' => $args['pricesIncludeTax'] ? 'incl' : 'excl',
        'woocommerce_tax_based_on' => 'shipping',
        'woocommerce_shipping_tax_class' => '',
        'woocommerce_enable_coupons' => 'yes',
        'woocommerce_enable_guest_checkout' => 'yes',
        'woocommerce_enable_checkout_login_reminder' => 'yes',
        'woocommerce_manage_stock' => 'yes',
        'woocommerce_cod_settings' => ['enabled' => 'yes', 'title' => 'Cash on delivery', 'enable_for_virtual' => 'yes', 'enable_for_methods' => []],
        'woocommerce_bacs_settings' => ['enabled' => 'yes', 'title' => 'Bank transfer'],
        'woocommerce_cheque_settings' => ['enabled' => 'yes', 'title' => 'Cheque'],
        'permalink_structure' => $args['permalinks'] === 'pretty' ? '/%postname%/' : '',
        'blog_public' => '0',
    ];
    foreach ($options as $name => $value) {
        update_option($name, $value);
    }

    foreach ($args['taxes'] as $class => $percent) {
        WC_Tax::_insert_tax_rate([
            'tax_rate_country' => 'FR',
            'tax_rate_state' => '',
            'tax_rate' => $percent,
            'tax_rate_name' => "TVA {$percent} %",
            'tax_rate_priority' => 1,
            'tax_rate_compound' => 0,
            'tax_rate_shipping' => 1,
            'tax_rate_order' => 0,
            'tax_rate_class' => $class === 'standard' ? '' : $class,
        ]);
    }

    $addMethod = static function (WC_Shipping_Zone $zone, string $method, array $settings): string {
        $instance = $zone->add_shipping_method($method);
        update_option("woocommerce_{$method}_{$instance}_settings", $settings);
        return "{$method}:{$instance}";
    };
    $home = new WC_Shipping_Zone();
    $home->set_zone_name('France');
    $home->add_location('FR', 'country');
    $home->save();
    $elsewhere = new WC_Shipping_Zone(0);
    $methods = [
        'flat' => $addMethod($home, 'flat_rate', ['title' => 'Parcel', 'tax_status' => 'taxable', 'cost' => '4.90']),
        'free' => $addMethod($home, 'free_shipping', ['title' => 'Free shipping', 'requires' => 'either', 'min_amount' => '100']),
        'pickup' => $addMethod($home, 'local_pickup', ['title' => 'Pick up', 'tax_status' => 'taxable', 'cost' => '']),
        'abroad' => $addMethod($elsewhere, 'flat_rate', ['title' => 'Parcel abroad', 'tax_status' => 'taxable', 'cost' => '14.90']),
    ];
    delete_transient('shipping-transient-version');

    // Coupons and customers by WordPress's own functions: the stand-in for WooCommerce has no classes for them.
    foreach ([['ten-percent', 'percent', '10', 'no'], ['five-off', 'fixed_cart', '5', 'no'], ['free-parcel', 'fixed_cart', '0', 'yes']] as [$code, $type, $amount, $free]) {
        $meta = ['discount_type' => $type, 'coupon_amount' => $amount, 'free_shipping' => $free];
        wp_insert_post(['post_type' => 'shop_coupon', 'post_status' => 'publish', 'post_title' => $code, 'meta_input' => $meta], true);
    }

    $page = static fn(string $slug, string $title, string $content): int => wp_insert_post([
        'post_type' => 'page', 'post_status' => 'publish', 'post_name' => $slug, 'post_title' => $title, 'post_content' => $content,
    ]);
    $pages = [
        'classicCart' => $page('classic-cart', 'Classic cart', '[woocommerce_cart]'),
        'classicCheckout' => $page('classic-checkout', 'Classic checkout', '[woocommerce_checkout]'),
    ];

    foreach ($args['customers'] as $row) {
        $meta = ['billing_email' => $row['email']];
        foreach ($row['address'] as $field => $value) {
            $meta["billing_{$field}"] = $meta["shipping_{$field}"] = $value;
        }
        $made = wp_insert_user(wp_slash([
            'user_login' => $row['login'], 'user_email' => $row['email'], 'user_pass' => $args['password'], 'role' => 'customer',
            'first_name' => $row['address']['first_name'], 'last_name' => $row['address']['last_name'], 'meta_input' => $meta,
        ]));
        if (is_wp_error($made)) {
            throw new RuntimeException("Customer {$row['login']} can't be made: " . $made->get_error_message());
        }
    }

    return ['shipping' => $methods, 'pages' => $pages, 'woocommerce' => WC()->version];
};
