<?php

/**
 * WordPress finds that it has just asked for updates and there were none: it would only wait for, and log, an internet
 * that is closed.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

foreach (['update_core', 'update_plugins', 'update_themes'] as $asked) {
    add_filter("pre_site_transient_{$asked}", static fn() => (object) [
        'last_checked' => time(),
        'version_checked' => $GLOBALS['wp_version'],
        'checked' => [],
        'response' => [],
        'no_update' => [],
        'updates' => [],
        'translations' => [],
    ]);
}
