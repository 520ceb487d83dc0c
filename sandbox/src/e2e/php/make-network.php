<?php

/**
 * Makes the shop the first site of a network in subfolders, as Tools > Network Setup does, and activates WooCommerce
 * and the plugin for the whole network. WordPress reads it from the next request on.
 */

declare(strict_types=1);

return static function (array $args): null {
    global $wpdb;
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    foreach ($wpdb->tables('ms_global') as $name => $table) {
        $wpdb->{$name} = $table;
    }
    define('WP_INSTALLING_NETWORK', true);
    install_network();
    $made = populate_network(1, $args['domain'], 'admin@example.org', 'Two shops', '/', false);
    // It also asks whether a sub-domain resolves, which is not what this network has.
    if (is_wp_error($made) && $made->get_error_code() !== 'no_wildcard_dns') {
        throw new RuntimeException($made->get_error_message());
    }
    $constants = ['WP_ALLOW_MULTISITE' => true, 'MULTISITE' => true, 'SUBDOMAIN_INSTALL' => false, 'DOMAIN_CURRENT_SITE' => $args['domain'], 'PATH_CURRENT_SITE' => '/', 'SITE_ID_CURRENT_SITE' => 1, 'BLOG_ID_CURRENT_SITE' => 1];
    $lines = implode('', array_map(static fn(string $name, mixed $value): string => sprintf("define('%s', %s);\n", $name, var_export($value, true)), array_keys($constants), $constants));
    $config = ABSPATH . 'wp-config.php';
    file_put_contents($config, str_replace("if (!defined('ABSPATH'))", "{$lines}if (!defined('ABSPATH'))", (string) file_get_contents($config)));
    return null;
};
