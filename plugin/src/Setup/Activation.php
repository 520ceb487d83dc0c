<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Outbox\Doorbell;
use Counterfoil\Outbox\OnSite;
use Counterfoil\Sweep\SweepTable;

if (!defined('ABSPATH')) {
    exit;
}

/** What happens when the plugin is switched on and off, or was updated: on each site of a network by itself. */
final class Activation
{
    public const VERSION_OPTION = 'counterfoil_version';
    /** A transient: the tables were tried to be brought up to date for a call. */
    public const TRIED = 'counterfoil_tables_tried';
    /** A network with more sites than this gets its tables site by site, at the first visit to each wp-admin. */
    private const SITES_AT_ONCE = 200;

    /** @param mixed $networkWide */
    public static function activate($networkWide = false): void
    {
        foreach ($networkWide === true && is_multisite() ? self::sites() : [get_current_blog_id()] as $site) {
            OnSite::run($site, self::bringUpToDate(...));
        }
    }

    /**
     * Nothing is forgotten: recording stops, and activating it again looks at everything that changed meanwhile.
     *
     * @param mixed $networkWide
     */
    public static function deactivate($networkWide = false): void
    {
        foreach ($networkWide === true && is_multisite() ? self::sites() : [get_current_blog_id()] as $site) {
            OnSite::run($site, static function (): void {
                Upkeep::unschedule();
                Doorbell::ofThisSite()->remove();
            });
        }
    }

    /**
     * The activation hook does not run on an update, and never on the sites of a network that were not the present one.
     * In wp-admin (not its AJAX, which shoppers' pages use too), on the command line and in cron.
     */
    public static function bringUpToDateIfOlder(): void
    {
        if (!wp_doing_ajax() && self::isOlder()) {
            self::bringUpToDate();
        }
    }

    /**
     * The agent's calls bring the tables up to date too; Store API requests (a checkout) never do. What could not be
     * mended is tried once a minute: anybody can make such a call.
     *
     * @param mixed $answer returned unchanged
     * @param mixed $server
     * @param mixed $request
     */
    public static function bringUpToDateBeforeOurRoutes($answer, $server, $request): mixed
    {
        if ($request instanceof \WP_REST_Request && str_starts_with($request->get_route(), '/counterfoil/') && self::isOlder() && get_transient(self::TRIED) === false) {
            set_transient(self::TRIED, 1, MINUTE_IN_SECONDS);
            self::bringUpToDate();
        }
        return $answer;
    }

    /** @param mixed $site the new site of a network on which the plugin is active as a whole */
    public static function siteMade($site): void
    {
        if ($site instanceof \WP_Site && is_plugin_active_for_network(plugin_basename(COUNTERFOIL_FILE))) {
            OnSite::run((int) $site->blog_id, self::bringUpToDate(...));
        }
    }

    /**
     * @param mixed $tables that WordPress drops with a site
     * @param mixed $siteId
     * @return mixed
     */
    public static function tablesOfSite($tables, $siteId)
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return is_array($tables) && is_numeric($siteId) ? [...$tables, ...array_keys(Migrations::statements($wpdb->get_blog_prefix((int) $siteId), ''))] : $tables;
    }

    private static function isOlder(): bool
    {
        return get_option(self::VERSION_OPTION) !== COUNTERFOIL_VERSION || Migrations::areDue();
    }

    private static function bringUpToDate(): void
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        if ((new Migrations($wpdb))->run()) {
            SweepTable::ofThisSite()->startAllAtOnce();
            Upkeep::schedule();
            Doorbell::ofThisSite()->restore();
            update_option(self::VERSION_OPTION, COUNTERFOIL_VERSION, true);
        }
    }

    /** @return list<int> */
    private static function sites(): array
    {
        return array_map(intval(...), array_values(get_sites(['fields' => 'ids', 'number' => self::SITES_AT_ONCE])));
    }
}
