<?php

/** Makes WordPress's tables, the administrator and the address. Runs with WP_INSTALLING. */

declare(strict_types=1);

return static function (array $args): array {
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    $installed = wp_install('Counterfoil Sandbox', $args['adminUser'], 'admin@example.test', false, '', wp_slash($args['password']));
    update_option('siteurl', $args['url']);
    update_option('home', $args['url']);
    update_option('timezone_string', 'Europe/Paris');
    return ['admin' => $installed['user_id'], 'wordpress' => get_bloginfo('version')];
};
