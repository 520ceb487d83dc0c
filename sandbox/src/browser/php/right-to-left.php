<?php

/**
 * Plugin Name: Right to left
 * Description: Turns wp-admin round for who has chosen Arabic, as its language pack does, which is on no machine
 * without WordPress.org.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

add_action('init', static function (): void {
    if (get_user_locale() === 'ar') {
        $GLOBALS['wp_locale']->text_direction = 'rtl';
    }
}, 0);
