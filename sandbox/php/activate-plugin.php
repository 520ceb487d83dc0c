<?php

/** Activates the plugin `args.plugin` (folder/file.php) the way wp-admin does. Returns whether it is active. */

declare(strict_types=1);

return static function (array $args): bool {
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    wp_cache_delete('plugins', 'plugins');
    $problem = activate_plugin($args['plugin']);
    if (is_wp_error($problem)) {
        throw new RuntimeException("{$args['plugin']} can't be activated: " . $problem->get_error_message());
    }
    return is_plugin_active($args['plugin']);
};
