<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

if (!defined('ABSPATH')) {
    exit;
}

/** What happens when the plugin is switched on and off, each site of a network by itself. */
final class Activation
{
    public static function activate(): void
    {
        self::migrations()->run();
    }

    public static function deactivate(): void {}

    public static function migrateIfOlder(): void
    {
        self::migrations()->runIfOlder();
    }

    /**
     * The agent's calls bring the tables up to date too; Store API requests (a checkout) never do.
     *
     * @param mixed $answer returned unchanged
     * @param mixed $server
     * @param mixed $request
     */
    public static function migrateBeforeOurRoutes($answer, $server, $request): mixed
    {
        if ($request instanceof \WP_REST_Request && str_starts_with($request->get_route(), '/counterfoil/')) {
            self::migrations()->runIfOlder();
        }
        return $answer;
    }

    private static function migrations(): Migrations
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return new Migrations($wpdb);
    }
}
