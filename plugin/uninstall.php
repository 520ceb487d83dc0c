<?php

declare(strict_types=1);

use Counterfoil\Setup\RemoveData;

if (!defined('ABSPATH') || !defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

if (PHP_VERSION_ID >= 80100) {
    require_once __DIR__ . '/src/autoload.php';

    (static function (): void {
        foreach (is_multisite() ? get_sites(['fields' => 'ids', 'number' => 0]) : [get_current_blog_id()] as $site) {
            if (is_multisite()) {
                switch_to_blog((int) $site);
            }
            RemoveData::ofThisSite();
            if (is_multisite()) {
                restore_current_blog();
            }
        }
    })();
}
